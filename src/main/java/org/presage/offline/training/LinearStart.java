/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;

import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.NormalEquations;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.LinearPath;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.Parameters;

/**
 * Closed-form values of the linear paths in a network: what is to be added to the last
 * observation. Baselines stay there; others start there.
 */
final class LinearStart {

	private final Dataset data;

	private final NormalEquations equations;

	private final int features;

	private final int window;

	private final int horizon;

	private final int targets;

	/**
	 * @param normalised whether the network normalises its windows: it then starts from
	 * the regression of normalised windows, whose levels are alike
	 * @param levels variance of the levels of training sequences, see
	 * {@link Augmentation#levelVariance}
	 */
	LinearStart(Dataset data, boolean normalised, double levels) {
		this.data = data;
		NormalEquations recorded = normalised ? new NormalEquations(data, true) : Baselines.of(data).varx().equations();
		this.equations = (levels > 0 && !normalised) ? recorded.withVariedLevels(levels) : recorded;
		this.features = data.schema().size();
		this.window = data.window() * this.features;
		this.horizon = data.horizon();
		this.targets = data.schema().targets();
	}

	/**
	 * Overwrites every linear path.
	 * @param parameters of the network, flat
	 */
	void initialise(Network network, float[] parameters) {
		for (String name : network.parameters().slots().keySet()) {
			if (name.endsWith(LinearPath.WINDOW)) {
				String prefix = name.substring(0, name.length() - LinearPath.WINDOW.length());
				fill(Architectures.start(network.spec()), new Path(network.parameters(), prefix, parameters));
			}
		}
	}

	private void fill(LinearPath.Start start, Path path) {
		Runnable filling = switch (start) {
			case UNCHANGED -> () -> {
			};
			case MEAN -> () -> mean(path);
			case OWN_PAST -> () -> ridge(path, true);
			case RIDGE -> () -> ridge(path, false);
		};
		filling.run();
	}

	/** Taking the last observation away leaves 0, the training mean. */
	private void mean(Path path) {
		for (int h = 0; h < this.horizon; h++) {
			for (int y = 0; y < this.targets; y++) {
				path.window(last(y), h, y, -1);
			}
		}
	}

	/** Where the last observation of a target stands in a flat window. */
	private int last(int target) {
		return this.window - this.features + this.data.schema().frameIndex(target);
	}

	/** Step h sees the actions up to h; on its own, a KPI sees only itself. */
	private void ridge(Path path, boolean alone) {
		for (int h = 0; h < this.horizon; h++) {
			int step = h;
			if (!alone) {
				int[] rows = IntStream.rangeClosed(0, this.window + h).toArray();
				fit(path, h, rows, IntStream.range(0, this.targets).toArray());
			}
			else {
				IntStream.range(0, this.targets).forEach((y) -> fit(path, step, lags(y), new int[] { y }));
			}
		}
	}

	private int[] lags(int target) {
		int kpi = this.data.schema().frameIndex(target);
		return IntStream.range(0, this.window).filter((row) -> row % this.features == kpi).toArray();
	}

	/** Fits some targets of a step to some inputs and the constant. */
	private void fit(Path path, int step, int[] known, int[] fitted) {
		int[] rows = IntStream.concat(IntStream.of(known), IntStream.of(this.equations.inputs() - 1)).toArray();
		int[] columns = IntStream.of(fitted).map((y) -> step * this.targets + y).toArray();
		DMatrixRMaj solution = this.equations.solve(rows, columns, Baselines.of(this.data).varx().ridge());
		for (int r = 0; r < rows.length; r++) {
			for (int c = 0; c < fitted.length; c++) {
				float value = (float) solution.get(r, c);
				int y = fitted[c];
				if (rows[r] < this.window) {
					path.window(rows[r], step, y, (rows[r] == last(y)) ? value - 1 : value);
				}
				else if (rows[r] < this.window + this.horizon) {
					path.plan(rows[r] - this.window, step, y, value);
				}
				else {
					path.bias(step, y, value);
				}
			}
		}
	}

	/** Writes one path into the flat parameters. */
	private final class Path {

		private final float[] parameters;

		private final int toWindow;

		private final int toPlan;

		private final int toBias;

		Path(Parameters declared, String prefix, float[] parameters) {
			this.parameters = parameters;
			this.toWindow = declared.slot(prefix + LinearPath.WINDOW).offset();
			this.toPlan = declared.slot(prefix + LinearPath.PLAN).offset();
			this.toBias = declared.slot(prefix + LinearPath.BIAS).offset();
		}

		private int output(int step, int target) {
			return step * LinearStart.this.targets + target;
		}

		void window(int row, int step, int target, float value) {
			int outputs = LinearStart.this.horizon * LinearStart.this.targets;
			this.parameters[this.toWindow + row * outputs + output(step, target)] = value;
		}

		void plan(int action, int step, int target, float value) {
			int outputs = LinearStart.this.horizon * LinearStart.this.targets;
			this.parameters[this.toPlan + action * outputs + output(step, target)] = value;
		}

		void bias(int step, int target, float value) {
			this.parameters[this.toBias + output(step, target)] = value;
		}

	}

}
