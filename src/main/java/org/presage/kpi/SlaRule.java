/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * One bound of the service level agreement. A frame meets the agreement when every rule
 * whose KPI is present holds.
 *
 * @param kpi name of the KPI
 * @param min smallest admissible value in the KPI's unit; none if null
 * @param max largest admissible value in the KPI's unit; none if null
 */
public record SlaRule(String kpi, @Nullable Double min, @Nullable Double max) {

	public SlaRule {
		if (min == null && max == null) {
			throw new InvalidInputException("sla[" + kpi + "]", "a min, a max or both", "neither");
		}
		boolean finite = (min == null || Double.isFinite(min)) && (max == null || Double.isFinite(max));
		if (!finite || min != null && max != null && min > max) {
			throw new InvalidInputException("sla[" + kpi + "]", "finite numbers, min up to max", min + " and " + max);
		}
	}

	boolean holds(float value) {
		return !(this.min != null && value < this.min) && !(this.max != null && value > this.max);
	}

}
