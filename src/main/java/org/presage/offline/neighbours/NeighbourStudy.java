/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.presage.base.JsonResult;
import org.presage.base.Rounding;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Evaluation;
import org.presage.offline.evaluation.RidgeVarx;
import org.presage.offline.evaluation.Scores;

/**
 * How much better a cell is forecast by those who know something of its neighbours: ridge
 * VARX with and without, fitted and judged on the same windows. It is the linear part of
 * what messages between cells could bring, and what cells really did stands for what they
 * announced.
 */
public final class NeighbourStudy {

	private NeighbourStudy() {
	}

	/**
	 * What came out.
	 *
	 * @param series in the trace
	 * @param related series that have a neighbour in the trace
	 * @param windows of the test part that all are judged on
	 * @param knowledge errors by what is known of the neighbours
	 */
	@JsonResult
	public record Result(int series, int related, long windows, Map<String, Errors> knowledge) {
	}

	/**
	 * Errors of one forecaster.
	 *
	 * @param rmse averaged over KPIs and steps, in train standard deviations
	 * @param ratio to that of the forecaster that knows nothing of neighbours
	 * @param perKpi ratio of each KPI, averaged over steps
	 */
	@JsonResult
	public record Errors(double rmse, double ratio, Map<String, Double> perKpi) {
	}

	/**
	 * Fits and judges all.
	 * @param relation by the names of series
	 * @throws org.presage.offline.data.DataException if no series has a neighbour in the
	 * trace
	 */
	public static Result run(Dataset data, Neighbours relation) {
		if (!data.observed(data.schema().actionIndex())) {
			throw new DataException("neighbours", "values of " + data.schema().action(), "none");
		}
		data.relate(relation);
		NeighbourFrames frames = Objects.requireNonNull(data.neighbours());
		Map<String, Errors> errors = new LinkedHashMap<>();
		Scores none = null;
		for (Knowledge knowledge : Knowledge.values()) {
			RidgeVarx varx = (knowledge == Knowledge.NONE) ? Baselines.of(data).varx()
					: new RidgeVarx(data, key(knowledge), knowledge.inputs(data, frames));
			Scores scores = Evaluation.score(data, Dataset.Part.TEST, varx, Evaluation.calibrate(data, varx));
			none = (none != null) ? none : scores;
			errors.put(key(knowledge), errors(scores, none));
		}
		return new Result(data.trace().series().size(), frames.related(), (none != null) ? none.windows() : 0, errors);
	}

	private static String key(Knowledge knowledge) {
		return knowledge.name().toLowerCase(Locale.ROOT);
	}

	private static Errors errors(Scores scores, Scores none) {
		Map<String, Double> perKpi = new LinkedHashMap<>();
		for (int target : scores.targets()) {
			perKpi.put(scores.data().schema().kpi(scores.data().schema().frameIndex(target)).name(),
					Rounding.to(4, scores.rmse(-1, target) / none.rmse(-1, target)));
		}
		return new Errors(Rounding.to(5, scores.rmse()), Rounding.to(4, scores.rmse() / none.rmse()), perKpi);
	}

}
