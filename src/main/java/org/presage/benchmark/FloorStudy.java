package org.presage.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Forecaster;

/** Errors of forecasters on simulated states beside the floor. */
public final class FloorStudy {

	private FloorStudy() {
	}

	/**
	 * Root mean square errors, per KPI and step first, then averaged, of everything on
	 * the same windows.
	 * @param data that the baselines were fitted to; gives the layout of windows
	 */
	public static Map<String, Object> run(BranchStudy study, List<BranchStudy.Branched> states, Dataset data,
			List<Forecaster> forecasters) {
		int size = study.cellSize();
		Errors floor = new Errors(size);
		Map<String, Errors> errors = new LinkedHashMap<>();
		forecasters.forEach((forecaster) -> errors.put(forecaster.name(), new Errors(size)));
		float[] mean = new float[size];
		float[] deviation = new float[size];
		for (BranchStudy.Branched state : states) {
			floor.add(state.truth(), state.mean());
			WindowBatch batch = WindowBatch.of(data, state.window(), study.actions(state.plan()), state.truth());
			for (Forecaster forecaster : forecasters) {
				forecaster.forecast(batch, mean, deviation);
				errors.getOrDefault(forecaster.name(), floor).add(state.truth(), mean);
			}
		}
		Map<String, Object> result = new LinkedHashMap<>();
		errors.forEach((name, error) -> result.put(name, rounded(error.rmse())));
		result.put("floor", rounded(floor.rmse()));
		double varx = errors.containsKey(Baselines.VARX) ? errors.getOrDefault(Baselines.VARX, floor).rmse()
				: Double.NaN;
		Map<String, Object> shares = new LinkedHashMap<>();
		errors.forEach((name, error) -> shares.put(name, rounded((varx - error.rmse()) / (varx - floor.rmse()))));
		result.put("share_from_varx_to_floor", shares);
		Map<String, Object> perKpi = new LinkedHashMap<>();
		int targets = data.schema().targets();
		for (int y = 0; y < targets; y++) {
			int target = y;
			Map<String, Object> kpi = new LinkedHashMap<>();
			errors.forEach((name, error) -> kpi.put(name, rounded(error.rmse(target, targets))));
			kpi.put("floor", rounded(floor.rmse(y, targets)));
			perKpi.put(data.schema().kpi(data.schema().frameIndex(y)).name(), kpi);
		}
		result.put("per_kpi", perKpi);
		return result;
	}

	/** How far a forecaster goes from VARX to the floor: 0 at VARX, 1 at the floor. */
	public static double share(BranchStudy study, List<BranchStudy.Branched> states, Dataset data,
			Forecaster forecaster) {
		List<Forecaster> forecasters = new ArrayList<>(Baselines.of(data).all());
		forecasters.add(forecaster);
		Object shares = run(study, states, data, forecasters).get("share_from_varx_to_floor");
		return (shares instanceof Map<?, ?> map && map.get(forecaster.name()) instanceof Number number)
				? number.doubleValue() : Double.NaN;
	}

	private static double rounded(double value) {
		return Math.round(value * 1e5) / 1e5;
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
