/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.SplitStatement;

/**
 * What a model is trained on: rows, windows of each part, and the values of each KPI.
 *
 * @param rows of the trace
 * @param gapSteps a pause of more than this many steps is a gap
 * @param missingRows rows that gaps of the trace lack
 * @param window rows that the model sees
 * @param horizon rows that it predicts
 * @param split which rows are whose
 * @param kpis in the order of a frame
 * @param actionMin least action that the training part supports
 * @param actionMax most action that it supports
 * @param notes what was found in the files
 */
@JsonResult
record DatasetSummary(long rows, int series, long stepMs, int gapSteps, long gaps, long missingRows, int window,
		int horizon, SplitStatement.Parts split, List<KpiSummary> kpis, double actionMin, double actionMax,
		List<String> notes) {

	/**
	 * Values of a KPI in all rows; null for one that has none.
	 *
	 * @param absent share of the rows without a value
	 * @param action whether it is the one that is planned
	 * @param masked whether the model does not see it, since the training part has no
	 * value
	 */
	@JsonResult
	record KpiSummary(String name, String unit, double absent, @Nullable Double min, @Nullable Double mean,
			@Nullable Double max, boolean action, boolean masked) {
	}

	static DatasetSummary of(Dataset data) {
		List<KpiSummary> kpis = new ArrayList<>();
		for (int k = 0; k < data.schema().size(); k++) {
			kpis.add(kpi(data, k));
		}
		List<String> notes = new ArrayList<>(data.trace().notes());
		notes.addAll(data.notes());
		return new DatasetSummary(data.trace().rows(), data.trace().series().size(), data.schema().stepMs(),
				data.trace().gapSteps(), data.trace().gaps(), data.trace().missingRows(), data.window(), data.horizon(),
				SplitStatement.of(data), kpis, data.actionMin(), data.actionMax(), notes);
	}

	private static KpiSummary kpi(Dataset data, int k) {
		KpiSchema schema = data.schema();
		Kpi kpi = schema.kpi(k);
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		double sum = 0;
		long present = 0;
		for (Series series : data.trace().series()) {
			for (int i = k; i < series.values().length; i += schema.size()) {
				float value = series.values()[i];
				if (!Float.isNaN(value)) {
					min = Math.min(min, value);
					max = Math.max(max, value);
					sum += value;
					present++;
				}
			}
		}
		boolean action = k == schema.actionIndex();
		double rows = data.trace().rows();
		return new KpiSummary(kpi.name(), kpi.unit(), (rows - present) / rows, (present > 0) ? min : null,
				(present > 0) ? sum / present : null, (present > 0) ? max : null, action, !action && !data.observed(k));
	}

}
