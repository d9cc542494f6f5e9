/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.Limit;

/**
 * A bound on a KPI, and how probably it may be broken in an interval.
 *
 * @param kpi name of a predicted KPI
 * @param min smallest admissible value in the KPI's unit; none if null
 * @param max largest admissible value in the KPI's unit; none if null
 * @param epsilon ε: largest admissible probability, in [0, 1)
 */
public record KpiLimit(String kpi, @Nullable Double min, @Nullable Double max, double epsilon) {

	public KpiLimit {
		if (min == null && max == null) {
			throw new InvalidInputException("limits[" + kpi + "]", "a min, a max or both", "neither");
		}
		if (min != null && max != null && !(min <= max)) {
			throw new InvalidInputException("limits[" + kpi + "].max", "at least its min, " + min, max);
		}
	}

	/**
	 * The bound in train standard deviations.
	 * @throws InvalidInputException if the schema does not predict the KPI
	 */
	Limit standardized(KpiSchema schema, Standardizer scaler) {
		int index = schema.indexOf(this.kpi);
		if (index < 0 || index == schema.actionIndex()) {
			throw new InvalidInputException("limits[" + this.kpi + "]", "a KPI that the model predicts", this.kpi);
		}
		return new Limit(schema.targetOf(this.kpi),
				(this.min != null) ? scaler.standardize(index, this.min.floatValue()) : Double.NEGATIVE_INFINITY,
				(this.max != null) ? scaler.standardize(index, this.max.floatValue()) : Double.POSITIVE_INFINITY,
				this.epsilon);
	}

}
