/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.Arrays;

import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * A model of {@link TestModels#schema} whose means are a given function, so that what a
 * planner does with it is known. Its standard deviations are 0.1, and it never expects a
 * broken agreement or an outage.
 */
final class FunctionModel implements WorldModel {

	private static final ModelManifest MANIFEST = TestModels.manifest("function");

	private static final int FEATURES = MANIFEST.schema().size();

	private final Means means;

	private final Runnable encoding;

	FunctionModel(Means means) {
		this(means, () -> {
		});
	}

	/**
	 * With something to do at each encoding.
	 */
	FunctionModel(Means means, Runnable encoding) {
		this.means = means;
		this.encoding = encoding;
	}

	/** Standardised means of a step. */
	interface Means {

		/**
		 * Returns the mean.
		 * @param window standardised, NaN absent
		 * @param target 0 SINR, 1 buffer, 2 delay
		 * @param action standardised, of the step
		 */
		double of(Window window, int target, double action);

	}

	/** Standardised frames, the newest last. */
	record Window(float[] contexts, int offset) {

		/** SINR of the newest frame. */
		double sinr() {
			return this.contexts[this.offset + (TestModels.WINDOW - 1) * FEATURES];
		}

	}

	/** Standardised PRBs. */
	static double prbs(double prbs) {
		return MANIFEST.scaler().standardize(2, (float) prbs);
	}

	@Override
	public ModelManifest manifest() {
		return MANIFEST;
	}

	@Override
	public int contextSize() {
		return TestModels.WINDOW * FEATURES;
	}

	@Override
	public WorldModel replica() {
		return new FunctionModel(this.means, this.encoding);
	}

	@Override
	public Imaginer imaginer(int cells, int plans) {
		return new FunctionImaginer();
	}

	@Override
	public void close() {
		// Nothing is open.
	}

	private final class FunctionImaginer implements Imaginer {

		@Override
		public void encode(int cells, float[] windows, float[] contexts) {
			FunctionModel.this.encoding.run();
			System.arraycopy(windows, 0, contexts, 0, cells * contextSize());
		}

		@Override
		public void receive(int cells, float[] contexts, float[] received) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void imagine(int cells, float[] contexts, int plansPerCell, float[] plans, Prediction forecast) {
			forecast.plans(cells * plansPerCell);
			for (int p = 0; p < cells * plansPerCell; p++) {
				Window window = new Window(contexts, p / plansPerCell * contextSize());
				for (int h = 0; h < forecast.horizon(); h++) {
					for (int y = 0; y < forecast.targets(); y++) {
						double action = plans[p * forecast.horizon() + h];
						forecast.mean()[forecast.index(p, h, y)] = (float) FunctionModel.this.means.of(window, y,
								action);
					}
				}
			}
			Arrays.fill(forecast.aleatoric(), 0.1f);
			Arrays.fill(forecast.epistemic(), 0);
			Arrays.fill(forecast.sla(), 1);
			Arrays.fill(forecast.outage(), 0);
		}

		@Override
		public void propose(int cells, float[] contexts, float[] objectives, float[] proposals) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	}

}
