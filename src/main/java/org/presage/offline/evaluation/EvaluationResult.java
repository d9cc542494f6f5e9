/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.kpi.Kpi;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.SplitStatement;

/**
 * Forecasters on the same windows, in {@code evaluate --json} (docs/evaluation.md).
 *
 * @param data that they were judged on
 * @param models by name, the baselines first
 */
@JsonResult
public record EvaluationResult<M>(Judged data, Map<String, M> models) {

	/**
	 * What was judged.
	 *
	 * @param name of the data set; null in a package's manifest, as all that can be null
	 * @param windows of length {@code window} + {@code horizon} with stride 1
	 * @param window rows that a forecaster sees
	 * @param horizon rows that it predicts
	 * @param kpis of a frame
	 * @param fingerprint of the files
	 * @param split which rows are whose
	 * @param judged the part that was judged, in lower case
	 * @param windowsJudged windows that were judged
	 * @param unit of the errors
	 * @param fit what the baselines were fitted to; null for the data themselves
	 * @param notes what a reader should know
	 */
	@JsonResult
	public record Judged(@Nullable String name, long windows, int window, int horizon, List<String> kpis,
			String fingerprint, SplitStatement.Parts split, @Nullable String judged, @Nullable Long windowsJudged,
			@Nullable String unit, @Nullable Fit fit, @Nullable List<String> notes) {

		static Judged of(Dataset data, long windows) {
			return new Judged(null, windows, data.window(), data.horizon(),
					data.schema().kpis().stream().map(Kpi::name).toList(), data.trace().fingerprint(),
					SplitStatement.of(data), null, null, null, null, null);
		}

		Judged on(Split part, long judgedWindows) {
			return new Judged(this.name, this.windows, this.window, this.horizon, this.kpis, this.fingerprint,
					this.split, part.name().toLowerCase(Locale.ROOT), judgedWindows, this.unit, this.fit, this.notes);
		}

		/** The same with what only the caller knows. */
		public Judged about(String set, String errorUnit, @Nullable Dataset fitted, List<String> remarks) {
			Fit fittedTo = (fitted != null) ? new Fit(fitted.trace().fingerprint(), SplitStatement.of(fitted)) : null;
			return new Judged(set, this.windows, this.window, this.horizon, this.kpis, this.fingerprint, this.split,
					this.judged, this.windowsJudged, errorUnit, fittedTo, remarks);
		}

	}

	/** Other files, that the baselines were fitted to. */
	@JsonResult
	public record Fit(String fingerprint, SplitStatement.Parts split) {
	}

}
