/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * {@link ForecastCorrection} as it is defined: keeps everything, computes it all again.
 */
final class NaiveCorrection {

	private final CorrectionSettings settings;

	private final int horizon;

	private final int targets;

	private final boolean withVarx;

	private final List<float[]> truths = new ArrayList<>();

	private final List<Float> actions = new ArrayList<>();

	private final List<Boolean> frozen = new ArrayList<>();

	/** After the frame of the same index. */
	private final List<Made> forecasts = new ArrayList<>();

	/**
	 * A forecast.
	 *
	 * @param levels of network, VARX and persistence for the allocation held,
	 * {@code [3][H·Y]}
	 * @param mixed shift of the mixture, {@code [H·Y]}
	 * @param bias shift of the bias, {@code [H·Y]}
	 * @param last newest value, {@code [Y]}
	 * @param regression shift of the regression, {@code [H·Y]}
	 */
	private record Made(double[][] levels, float[] hold, float[] deviation, float heldAction, float[] plan,
			float[] planned, double[] mixed, double[] bias, float[] last, double[] regression) {
	}

	NaiveCorrection(CorrectionSettings settings, int horizon, int targets, boolean withVarx) {
		this.settings = settings;
		this.horizon = horizon;
		this.targets = targets;
		this.withVarx = withVarx;
	}

	void observe(float[] truth, float action, boolean isFrozen) {
		this.truths.add(truth);
		this.actions.add(action);
		this.frozen.add(isFrozen);
	}

	double[] forecast(float[] hold, float[] deviation, float @Nullable [] varx, float[] last, float action,
			float[] plan, float[] planned) {
		int size = this.horizon * this.targets;
		double[][] levels = new double[3][size];
		double[] mixed = new double[size];
		double[] bias = new double[size];
		double[] regression = new double[size];
		double[] shift = new double[size];
		for (int i = 0; i < size; i++) {
			int y = i % this.targets;
			double most = this.settings.gate() * deviation[i];
			levels[1][i] = (varx != null) ? Math.clamp(varx[i] - hold[i], -most, most) : 0;
			levels[2][i] = Math.clamp(last[y] - hold[i], -most, most);
			double[] weights = weights(y, new double[] { 1, this.withVarx ? 1 : 0, 1 }, true);
			mixed[i] = 0.5 * (weights[1] * levels[1][i] + weights[2] * levels[2][i]);
			bias[i] = Math.clamp(bias(i), -most, most);
			regression[i] = Math.clamp(regression(i, action, last[y], hold[i]), -most, most);
			double[] chosen = weights(y, new double[] { 3, 1, 1, 1 }, false);
			double ofMixture = switch (this.settings.mode()) {
				case OFF, OBSERVE, BIAS, REGRESSION -> 0;
				case MIXTURE -> 1;
				case AUTO -> chosen[1];
			};
			double ofBias = switch (this.settings.mode()) {
				case OFF, OBSERVE, MIXTURE, REGRESSION -> 0;
				case BIAS -> 1;
				case AUTO -> chosen[2];
			};
			double ofRegression = switch (this.settings.mode()) {
				case OFF, OBSERVE, MIXTURE, BIAS -> 0;
				case REGRESSION -> 1;
				case AUTO -> chosen[3];
			};
			shift[i] = learnt(y) ? ofMixture * mixed[i] + ofBias * bias[i] + ofRegression * regression[i] : 0;
		}
		this.forecasts.add(new Made(levels, hold, deviation, action, plan, planned, mixed, bias, last, regression));
		return shift;
	}

	/** Error of the network's forecast of a frame, NaN if it is not judged. */
	private double error(int frame, int step, int target) {
		int from = frame - step - 1;
		if (from < 0 || this.frozen.get(frame)) {
			return Double.NaN;
		}
		Made made = this.forecasts.get(from);
		boolean followed = true;
		boolean held = true;
		for (int h = 0; h <= step; h++) {
			float action = this.actions.get(from + 1 + h);
			followed &= Math.abs(action - made.planned[h]) <= 0.1;
			held &= Math.abs(action - made.heldAction) <= 0.1;
		}
		int at = step * this.targets + target;
		double forecast = followed ? made.plan[at] : held ? made.hold[at] : Double.NaN;
		double error = this.truths.get(frame)[target] - forecast;
		return (Math.abs(error) <= this.settings.gate() * made.deviation[at]) ? error : Double.NaN;
	}

	private boolean learnt(int target) {
		for (int t = 0; t < this.truths.size(); t++) {
			for (int h = 0; h < this.horizon; h++) {
				if (!Double.isNaN(error(t, h, target))) {
					return true;
				}
			}
		}
		return false;
	}

	private double bias(int at) {
		double bias = 0;
		int count = 0;
		for (int t = 0; t < this.truths.size(); t++) {
			double error = error(t, at / this.targets, at % this.targets);
			if (!Double.isNaN(error)) {
				bias += Math.max(1.0 / (5 + ++count), this.settings.slowest()) * (error - bias);
			}
		}
		return bias;
	}

	/** Weighted ridge regression over all errors, solved for each again. */
	private double regression(int at, double action, double last, double forecast) {
		int inputs = ErrorRegression.INPUTS;
		DMatrixRMaj left = CommonOps_DDRM.identity(inputs);
		CommonOps_DDRM.scale(1 / ErrorRegression.FREEDOM, left);
		DMatrixRMaj right = new DMatrixRMaj(inputs, 1);
		DMatrixRMaj coefficients = new DMatrixRMaj(inputs, 1);
		int count = 0;
		for (int t = 0; t < this.truths.size(); t++) {
			double error = error(t, at / this.targets, at % this.targets);
			if (Double.isNaN(error)) {
				continue;
			}
			count++;
			Made made = this.forecasts.get(t - at / this.targets - 1);
			DMatrixRMaj input = input(made.heldAction, made.last[at % this.targets], made.hold[at]);
			CommonOps_DDRM.scale(ErrorRegression.MEMORY, left);
			CommonOps_DDRM.scale(ErrorRegression.MEMORY, right);
			CommonOps_DDRM.multAddTransB(input, input, left);
			CommonOps_DDRM.addEquals(right, error, input);
			CommonOps_DDRM.solve(left.copy(), right.copy(), coefficients);
			// The ridge of one coefficient comes back, around what is known of it.
			int turn = count % inputs;
			left.add(turn, turn, ErrorRegression.RIDGE);
			right.add(turn, 0, ErrorRegression.RIDGE * coefficients.get(turn));
		}
		return CommonOps_DDRM.dot(coefficients, input(action, last, forecast))
				* Math.min(1, count / ErrorRegression.DOUBT);
	}

	private static DMatrixRMaj input(double action, double last, double forecast) {
		return new DMatrixRMaj(ErrorRegression.INPUTS, 1, true, 1, action, last, forecast);
	}

	private double[] weights(int target, double[] shares, boolean ofLevels) {
		int experts = shares.length;
		double sum = Arrays.stream(shares).sum();
		double[] weights = Arrays.stream(shares).map((share) -> share / sum).toArray();
		for (int t = 0; t < this.truths.size(); t++) {
			double[] losses = new double[experts];
			int count = 0;
			for (int h = 0; h < this.horizon; h++) {
				double error = error(t, h, target);
				if (Double.isNaN(error)) {
					continue;
				}
				count++;
				Made made = this.forecasts.get(t - h - 1);
				int at = h * this.targets + target;
				double[] shifts = ofLevels ? new double[] { 0, made.levels[1][at], made.levels[2][at] }
						: new double[] { 0, made.mixed[at], made.bias[at], made.regression[at] };
				for (int e = 0; e < experts; e++) {
					losses[e] += Math.pow((error - shifts[e]) / made.deviation[at], 2);
				}
			}
			if (count > 0) {
				double total = 0;
				for (int e = 0; e < experts; e++) {
					double loss = Math.min(losses[e] / count, 1 / (2 * this.settings.rate()));
					weights[e] *= Math.exp(-this.settings.rate() * loss);
					total += weights[e];
				}
				for (int e = 0; e < experts; e++) {
					weights[e] = (1 - this.settings.share()) * weights[e] / total
							+ this.settings.share() * shares[e] / sum;
				}
			}
		}
		return weights;
	}

}
