/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.presage.kpi.Neighbours;
import org.presage.testing.TestModels;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/** Cells pay for what their PRBs cost those that receive them. */
class InterferencePricesTest extends NeighbourLoopFixture {

	private void share() {
		this.relation = new Neighbours(Map.of("a", List.of(at("b", -3)), "b", List.of(at("a", -3))));
		this.loop.close();
		this.loop = loop(SETTINGS, new LoopResources(10, this, DecisionTracer.NONE, () -> Intents.NONE, null,
				new NeighbourPlans(() -> this.relation, 1)));
	}

	/** Smoothed, against differences that are computed here. */
	@Test
	void cellPaysWhatItsPrbsCostTheOther() {
		share();
		double price = 0;
		double most = 0;
		for (int i = 0; i < TestModels.WINDOW + 12; i++) {
			this.clock.advanceMillis(STEP_MS);
			report("a");
			PlanInputs harmed = this.inputs.get("a");
			// A price is worked out after the decision, and announced with the next one.
			double announced = price;
			if (harmed != null) {
				price += 0.1 * (fall(harmed) - price);
			}
			report("b");
			PlanInputs paying = this.inputs.get("b");
			if (paying != null && harmed != null) {
				float[] paid = Objects.requireNonNullElse(paying.charges(), new float[1]);
				assertThat(paid[0]).isCloseTo((float) Math.max(0, announced),
						offset((float) (1e-4 + 0.02 * Math.abs(announced))));
				most = Math.max(most, paid[0]);
			}
		}
		assertThat(most).as("somebody pays").isPositive();
	}

	/** By how much the best plan's score falls for a PRB more of the neighbours. */
	private double fall(PlanInputs from) {
		try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model)) {
			double[] scores = new double[2];
			Decision.PlanForecast plan = Replay.plan(loaded, SETTINGS, from, 0, this.clock);
			for (int sign = 0; sign < 2; sign++) {
				float[] announced = Objects.requireNonNullElse(from.announced(), new float[H + 2]).clone();
				if (announced[H + 1] == 0) {
					return 0;
				}
				for (int h = 1; h <= H; h++) {
					announced[h] += (sign == 0 ? -3f : 3f) / 12;
				}
				PlanInputs shifted = new PlanInputs(from.graphs(), from.slices(), from.windows(), from.inForce(),
						from.previous(), from.bounds(), from.budget(), from.iterations(), from.callWindows(),
						from.callPosition(), from.intents(), from.corrections(), announced, from.charges());
				try (RecordedScorer scorer = new RecordedScorer(loaded, SETTINGS, shifted, () -> {
				})) {
					float[] prbs = new float[H];
					IntStream.range(0, H).forEach((h) -> prbs[h] = plan.actions()[h]);
					double[] score = new double[1];
					scorer.score(1, prbs, score);
					scores[sign] = score[0];
				}
			}
			return (scores[0] - scores[1]) / (6 * H);
		}
	}

	@Test
	void chargedDecisionIsMadeAgainBitForBitAndCostsMore() {
		share();
		intervals(TestModels.WINDOW + 30, "a", "b");
		for (String cell : List.of("a", "b")) {
			PlanInputs from = Objects.requireNonNull(this.inputs.get(cell));
			Decision.PlanForecast made = Objects
				.requireNonNull(Objects.requireNonNull(this.newest.get(cell)).forecast());
			try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model)) {
				Decision.PlanForecast again = Replay.plan(loaded, SETTINGS, from, 0, this.clock);
				assertThat(again.score()).isEqualTo(made.score());
				assertThat(again.terms()).isEqualTo(made.terms());
			}
		}
	}

	/** Absent neighbours of a receiver make the share of those that are there larger. */
	@Test
	void shareIsOfThoseThatAreThere() {
		share();
		this.relation = new Neighbours(Map.of("a", List.of(at("b", -13), at("ghost", -3)), "b", List.of()));
		double price = 0;
		for (int i = 0; i < TestModels.WINDOW + 12; i++) {
			this.clock.advanceMillis(STEP_MS);
			double announced = price;
			report("a");
			PlanInputs harmed = this.inputs.get("a");
			price += (harmed != null) ? 0.1 * (fall(harmed) - price) : 0;
			report("b");
			PlanInputs paying = this.inputs.get("b");
			float[] charges = (paying != null) ? paying.charges() : null;
			assertThat((charges != null) ? charges[0] : 0).isCloseTo((float) Math.max(0, announced),
					offset((float) (1e-4 + 0.02 * Math.abs(announced))));
		}
	}

	@Test
	void nobodyPaysByDefault() {
		this.relation = new Neighbours(Map.of("a", List.of(at("b", -3)), "b", List.of(at("a", -3))));
		intervals(TestModels.WINDOW + 10, "a", "b");
		assertThat(Objects.requireNonNull(this.inputs.get("a")).charges()).isNull();
	}

}
