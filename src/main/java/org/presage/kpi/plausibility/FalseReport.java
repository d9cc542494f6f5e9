/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.presage.kpi.FalseData;

/**
 * Why a report is not believed.
 *
 * @param cause what kind of fault it is
 * @param detail KPI and numbers, for humans
 */
public record FalseReport(FalseData cause, String detail) {

	@Override
	public String toString() {
		return this.cause.name().toLowerCase(java.util.Locale.ROOT) + ": " + this.detail;
	}

}
