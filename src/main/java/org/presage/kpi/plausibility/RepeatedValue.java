/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;

/**
 * One negative number stands for three KPIs or more. Where a record was written wrongly
 * from a negative value on, those of its values that are in the range of their KPI show
 * it.
 */
final class RepeatedValue {

	private static final int TIMES = 3;

	private final KpiSchema schema;

	RepeatedValue(KpiSchema schema) {
		this.schema = schema;
	}

	@Nullable FalseReport judge(float[] values) {
		for (int k = 0; k < values.length; k++) {
			if (values[k] < 0) {
				int times = 1;
				for (int j = k + 1; j < values.length; j++) {
					times += (values[j] == values[k]) ? 1 : 0;
				}
				if (times >= TIMES) {
					return new FalseReport(FalseData.REPEATED_VALUE,
							values[k] + " for " + times + " KPIs from " + this.schema.kpi(k).name() + " on");
				}
			}
		}
		return null;
	}

}
