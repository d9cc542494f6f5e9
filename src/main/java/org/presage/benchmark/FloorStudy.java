/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.fasterxml.jackson.annotation.JsonAnyGetter;

import org.presage.base.JsonResult;
import org.presage.base.Rounding;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Forecaster;

/** Errors of forecasters on simulated states beside the floor. */
public final class FloorStudy {

	/** Key of the error of the mean future, by KPI. */
	static final String FLOOR = "floor";

	/** Key of the error of the mean future with the plans of all cells, by KPI. */
	static final String FLOOR_NEIGHBOURS_KNOWN = "floor_neighbours_known";

	private FloorStudy() {
	}

	/**
	 * Errors beside the floor, in train standard deviations.
	 *
	 * @param rmse by forecaster
	 * @param floor that no forecaster of means can get below
	 * @param floorNeighboursKnown the same of forecasters that know the plans of the
	 * other cells
	 * @param shareFromVarxToFloor by forecaster, 0 at VARX, 1 at the floor
	 * @param perKpi errors by KPI, then by forecaster, the floors among them
	 */
	@JsonResult
	public record FloorResult(@JsonAnyGetter Map<String, Double> rmse, double floor, double floorNeighboursKnown,
			Map<String, Double> shareFromVarxToFloor, Map<String, Map<String, Double>> perKpi) {
	}

	/**
	 * Root mean square errors, per KPI and step first, then averaged, of everything on
	 * the same windows.
	 * @param data that the baselines were fitted to; gives the layout of windows
	 */
	public static FloorResult run(BranchStudy study, List<BranchStudy.Branched> states, Dataset data,
			List<Forecaster> forecasters) {
		int size = study.cellSize();
		Errors floor = new Errors(size);
		Errors informed = new Errors(size);
		Map<String, Errors> errors = new LinkedHashMap<>();
		forecasters.forEach((forecaster) -> errors.put(forecaster.name(), new Errors(size)));
		float[] mean = new float[size];
		float[] deviation = new float[size];
		for (BranchStudy.Branched state : states) {
			floor.add(state.truth(), state.mean());
			informed.add(state.truth(), state.informed());
			WindowBatch batch = WindowBatch.of(data, state.window(), study.actions(state.plan()), state.truth());
			for (Forecaster forecaster : forecasters) {
				forecaster.forecast(batch, mean, deviation);
				errors.getOrDefault(forecaster.name(), floor).add(state.truth(), mean);
			}
		}
		double varx = errors.containsKey(Baselines.VARX) ? errors.getOrDefault(Baselines.VARX, floor).rmse()
				: Double.NaN;
		Map<String, Map<String, Double>> perKpi = new LinkedHashMap<>();
		int targets = data.schema().targets();
		for (int y = 0; y < targets; y++) {
			int target = y;
			Map<String, Double> kpi = each(errors, (error) -> error.rmse(target, targets));
			kpi.put(FLOOR, rounded(floor.rmse(y, targets)));
			kpi.put(FLOOR_NEIGHBOURS_KNOWN, rounded(informed.rmse(y, targets)));
			perKpi.put(data.schema().kpi(data.schema().frameIndex(y)).name(), kpi);
		}
		return new FloorResult(each(errors, Errors::rmse), rounded(floor.rmse()), rounded(informed.rmse()),
				each(errors, (error) -> (varx - error.rmse()) / (varx - floor.rmse())), perKpi);
	}

	private static Map<String, Double> each(Map<String, Errors> errors, ToDoubleFunction<Errors> figure) {
		Map<String, Double> figures = new LinkedHashMap<>();
		errors.forEach((name, error) -> figures.put(name, rounded(figure.applyAsDouble(error))));
		return figures;
	}

	/** How far a forecaster goes from VARX to the floor: 0 at VARX, 1 at the floor. */
	public static double share(BranchStudy study, List<BranchStudy.Branched> states, Dataset data,
			Forecaster forecaster) {
		List<Forecaster> forecasters = new ArrayList<>(Baselines.of(data).all());
		forecasters.add(forecaster);
		return run(study, states, data, forecasters).shareFromVarxToFloor().getOrDefault(forecaster.name(), Double.NaN);
	}

	private static double rounded(double value) {
		return Rounding.to(5, value);
	}

	/** Squared errors per step and target. */
	private static final class Errors {

		private final double[] squares;

		private final long[] counts;

		Errors(int size) {
			this.squares = new double[size];
			this.counts = new long[size];
		}

		void add(float[] truth, float[] mean) {
			for (int i = 0; i < truth.length; i++) {
				double error = truth[i] - mean[i];
				if (!Double.isNaN(error)) {
					this.squares[i % this.squares.length] += error * error;
					this.counts[i % this.squares.length]++;
				}
			}
		}

		double rmse() {
			return rmse(0, 1);
		}

		double rmse(int target, int targets) {
			List<Double> roots = new ArrayList<>();
			for (int i = target; i < this.squares.length; i += targets) {
				if (this.counts[i] > 0) {
					roots.add(Math.sqrt(this.squares[i] / this.counts[i]));
				}
			}
			return roots.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
		}

	}

}
