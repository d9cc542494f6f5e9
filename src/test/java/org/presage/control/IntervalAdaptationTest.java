/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.control.metrics.Metric;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.testing.ManualClock;
import org.presage.testing.RollingCoverage;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The intervals that cells are sent, by two loops that see the same frames: one adapts
 * them, the other does not. Each frame is what the model expects plus noise of the size
 * that it expects, times a factor: only the factor makes the intervals wrong.
 */
class IntervalAdaptationTest {

	/** Of the 90 % interval that {@link TestModels} are calibrated to. */
	private static final double FACTOR = Calibration.none(1, 1).factor(2, 0, 0);

	/** So small beside the KPIs' ranges that no interval meets their ends. */
	private static final Standardizer SCALER = TestModels.scaler(new double[] { 15, 10, 25, 5.5 },
			new double[] { 0.5, 0.1, 12, 0.05 });

	/** The frame whose KPIs are 0 in standard deviations. */
	private static final float[] CENTRE = { 15, 22_025, 25, 243.7f };

	/** From the centre, in standard deviations; about half way to the ranges' ends. */
	private static final double FAR = 50;

	private final ManualClock clock = new ManualClock();

	private final KpiSchema schema = TestModels.schema();

	private final int targets = this.schema.targets();

	private final Random random = new Random(11);

	private final ObservedLoop online = new ObservedLoop(this.schema, this.clock, true);

	private final ObservedLoop fixed = new ObservedLoop(this.schema, this.clock, false);

	@BeforeEach
	void start() {
		serve(TestModels.random("a", 13, SCALER));
		warmUp("cell");
	}

	@AfterEach
	void close() {
		this.online.close();
		this.fixed.close();
	}

	private void serve(ModelPackage model) {
		this.online.serve(model);
		this.fixed.serve(model);
	}

	private void answer(String cell, float[] values) {
		this.clock.advanceMillis(this.schema.stepMs());
		this.online.answer(cell, values);
		this.fixed.answer(cell, values);
	}

	private void warmUp(String cell) {
		for (int i = 0; i < TestModels.WINDOW; i++) {
			answer(cell, CENTRE);
		}
	}

	private double standardized(int target, float value) {
		return SCALER.standardize(this.schema.frameIndex(target), value);
	}

	/** Half-width of an interval sent, in train standard deviations. */
	private double reach(ObservedLoop loop, int step, int target) {
		int at = step * this.targets + target;
		return standardized(target, loop.forecast().high()[at]) - standardized(target, loop.forecast().mean()[at]);
	}

	/** How many times as wide as without adaptation, by KPI. */
	private double[] scale(int step) {
		double[] scale = new double[this.targets];
		for (int y = 0; y < scale.length; y++) {
			scale[y] = reach(this.online, step, y) / reach(this.fixed, step, y);
		}
		return scale;
	}

	/** What comes after the last decision. */
	private float[] follow(double noise) {
		float[] next = new float[this.schema.size()];
		next[this.schema.actionIndex()] = this.fixed.decision().prbs();
		for (int y = 0; y < this.targets; y++) {
			double deviation = reach(this.fixed, 0, y) / FACTOR;
			double z = standardized(y, this.fixed.forecast().mean()[y])
					+ noise * deviation * this.random.nextGaussian();
			next[this.schema.frameIndex(y)] = (float) SCALER.physical(this.schema.frameIndex(y), z);
		}
		return next;
	}

	/**
	 * Lets the process run.
	 * @param hits of the online intervals, then of the fixed ones, by KPI
	 */
	private void run(int steps, double noise, RollingCoverage[] hits) {
		for (int t = 0; t < steps; t++) {
			float[] frame = follow(noise);
			boolean far = false;
			for (int y = 0; y < this.targets; y++) {
				float value = frame[this.schema.frameIndex(y)];
				hits[y].add(this.online.covers(y, value));
				hits[this.targets + y].add(this.fixed.covers(y, value));
				far |= Math.abs(standardized(y, value)) > FAR;
			}
			answer("cell", frame);
			if (far) {
				pause();
			}
		}
	}

	private RollingCoverage[] hits() {
		RollingCoverage[] hits = new RollingCoverage[2 * this.targets];
		Arrays.setAll(hits, (i) -> new RollingCoverage());
		return hits;
	}

	/** A gap in the reports: the model's random process may have run away. */
	private void pause() {
		this.clock.advanceMillis(1000);
		warmUp("cell");
	}

	@Test
	void everyFiveHundredStepsAreCoveredThroughAShift() {
		RollingCoverage[] hits = hits();
		run(2000, 1, hits);
		run(2000, 3, hits);
		assertThat(this.online.gauge(Metric.INTERVAL_COVERAGE.id())).isCloseTo(0.9, within(0.02));
		assertThat(this.online.gauge(Metric.INTERVAL_COVERAGE_UNCORRECTED.id())).isLessThan(0.6);
		assertThat(this.online.gauge(Metric.INTERVAL_SCALE.id())).isBetween(2.0, 4.0);
		assertThat(this.fixed.gauge(Metric.INTERVAL_COVERAGE.id())).isLessThan(0.6);
		run(2000, 1, hits);
		for (int y = 0; y < this.targets; y++) {
			assertThat(hits[y].worst()).as("adapted, KPI %d", y).isGreaterThanOrEqualTo(0.85);
			assertThat(hits[y].best()).as("adapted, KPI %d", y).isLessThanOrEqualTo(0.95);
			assertThat(hits[this.targets + y].worst()).as("the shift is a real one").isLessThan(0.5);
		}
	}

	@Test
	void aGapKeepsWhatTheCellLearned() {
		run(200, 3, hits());
		double[] before = scale(0);
		assertThat(Arrays.stream(before).min().orElseThrow()).isGreaterThan(1.5);
		pause();
		assertThat(scale(0)).containsExactly(before, within(1e-2));
		assertThat(scale(2)).as("it is for all steps").containsExactly(before, within(1e-2));
	}

	@Test
	void anotherCellLearnsForItself() {
		run(200, 3, hits());
		warmUp("other");
		assertThat(this.online.forecast().high()).containsExactly(this.fixed.forecast().high());
	}

	@Test
	void aNewModelStartsAtItsOwnCalibration() {
		run(200, 3, hits());
		serve(TestModels.random("b", 10, SCALER));
		answer("cell", CENTRE);
		assertThat(this.online.decision().modelVersion()).isEqualTo("b");
		assertThat(this.online.forecast().high()).containsExactly(this.fixed.forecast().high());
		assertThat(this.online.forecast().low()).containsExactly(this.fixed.forecast().low());
	}

	@Test
	void aForgottenCellStartsAnew() {
		run(200, 3, hits());
		this.clock.advanceMillis(10_000);
		warmUp("cell");
		assertThat(this.online.forecast().high()).containsExactly(this.fixed.forecast().high());
	}

	@Test
	void turnedOffItIsTheModelsOwnCalibrationWhateverCame() {
		run(200, 3, hits());
		pause();
		Prediction expected = imagined(this.fixed.forecast().actions());
		for (int i = 0; i < TestModels.HORIZON * this.targets; i++) {
			assertThat(reach(this.fixed, i / this.targets, i % this.targets)).isCloseTo(FACTOR * expected.deviation(i),
					within(1e-3));
		}
		assertThat(this.fixed.gauge(Metric.INTERVAL_SCALE.id())).isEqualTo(1);
	}

	/** What the model itself says of a plan after a warm-up. */
	private Prediction imagined(int[] actions) {
		try (WorldModel model = OnnxWorldModel.load(TestModels.random("a", 13, SCALER));
				Imaginer imaginer = model.imaginer(1, 1)) {
			float[] window = new float[TestModels.WINDOW * this.schema.size()];
			for (int i = 0; i < window.length; i += this.schema.size()) {
				SCALER.standardize(CENTRE, 0, window, i, 1);
			}
			float[] plan = new float[actions.length];
			for (int h = 0; h < plan.length; h++) {
				plan[h] = SCALER.standardize(this.schema.actionIndex(), actions[h]);
			}
			float[] context = new float[model.contextSize()];
			Prediction forecast = new Prediction(1, plan.length, this.targets);
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, 1, plan, forecast);
			return forecast;
		}
	}

}
