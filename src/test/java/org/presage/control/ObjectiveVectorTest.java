/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.planner.ActionSpace;
import org.presage.planner.Limit;
import org.presage.planner.Reward;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Three predicted KPIs: SINR, Buffer, Delay; trained on 1 to 51 PRBs. */
class ObjectiveVectorTest {

	private static final int CELL = 15;

	private final ModelManifest manifest = TestModels.manifest("a");

	private final ObjectiveVector vector = new ObjectiveVector(this.manifest);

	private float[] of(Reward reward, ActionSpace bounds, float inForce) {
		float[] numbers = new float[2 + this.vector.size()];
		Arrays.fill(numbers, 99);
		this.vector.write(reward, bounds, inForce, numbers, 1);
		assertThat(numbers[0]).isEqualTo(99);
		assertThat(numbers[numbers.length - 1]).isEqualTo(99);
		return Arrays.copyOfRange(numbers, 1, numbers.length - 1);
	}

	private static Reward reward(double scale, double chance) {
		return new Reward(new double[] { scale, 0, -0.5 * scale }, new double[] { 0, 0.3 * scale, 0 }, -0.1 * scale,
				0.1 * scale, 2 * (Math.E - 1) * scale, List.of(), chance,
				List.of(new Limit(2, Double.NEGATIVE_INFINITY, 2, 0.05), new Limit(2, -2, 3, 0.01),
						new Limit(0, -9, 9, 0)),
				1);
	}

	@Test
	void hasTheDocumentedOrder() {
		float[] of = of(reward(1, 2), new ActionSpace(11, 31, 5), 21);
		assertThat(of).hasSize(25);
		assertThat(Arrays.copyOf(of, CELL)).as("weight, terminal, least, greatest, epsilon of each KPI")
			.containsExactly(new float[] { 0.5f, 0, 0, 0, 0, 0, 0.15f, 0, 0, 0, -0.25f, 0, 0.25f, 0.25f, 0.01f },
					within(1e-6f));
		assertThat(Arrays.copyOfRange(of, CELL, 25)).containsExactly(
				new float[] { -0.05f, 0.05f, 1, (float) Math.log(2), 0.5f, 0.2f, 0.6f, 0.25f, 0.5f, 1 }, within(1e-6f));
	}

	@Test
	void commonScaleOfWeightsIsNoOtherObjective() {
		ActionSpace bounds = new ActionSpace(1, 51, 0);
		assertThat(of(reward(7, 14), bounds, 3)).containsExactly(of(reward(1, 2), bounds, 3), within(1e-6f));
	}

	@Test
	void unknownAllocationAndNoLimitAreMarked() {
		float[] of = of(reward(1, 0), new ActionSpace(1, 51, 0), Float.NaN);
		assertThat(Arrays.copyOfRange(of, CELL + 5, 25)).containsExactly(0, 1, 1, 0.5f, 0);
		assertThat(of[12]).as("a constraint that costs nothing").isZero();
		float[] outside = of(reward(1, 0), new ActionSpace(20, 20, 0), 51);
		assertThat(Arrays.copyOfRange(outside, CELL + 7, 25)).containsExactly(1, 2, 1);
	}

	@Test
	void allIsFiniteWithoutAnyWeight() {
		Reward none = new Reward(new double[3], 0, 0, 10, List.of(), 0);
		for (float number : of(none, new ActionSpace(1, 51, 0), 3)) {
			assertThat(number).isFinite().isBetween(-10f, 10f);
		}
		Reward nothing = new Objective(Map.of("SINR", 0.0, "Delay", 0.0, "PRBs", 0.0), Map.of(), 0, 0, List.of(), 0, 0)
			.reward(this.manifest.schema(), this.manifest.scaler());
		for (float number : of(nothing, new ActionSpace(1, 51, 0), 3)) {
			assertThat(number).isFinite();
		}
	}

	@Test
	void otherLayoutIsRefusedByField() {
		reading(new ProposalSpec(ObjectiveVector.LAYOUT, 25, 4, 1, 1));
		assertThatThrownBy(() -> reading(new ProposalSpec(2, 25, 4, 1, 1)))
			.hasMessageStartingWith("proposals.layout: expected layout 1 of the objective")
			.hasMessageContaining("or a configuration without proposals")
			.hasMessageEndingWith("found 2");
		assertThatThrownBy(() -> reading(new ProposalSpec(1, 24, 4, 1, 1)))
			.hasMessageStartingWith("proposals.objective: expected 25 numbers")
			.hasMessageEndingWith("found 24");
	}

	private static ObjectiveVector reading(ProposalSpec spec) {
		return new ObjectiveVector(TestModels.random("a", 1).withProposals(spec, new byte[0]).manifest());
	}

	/** Three limits of one KPI; those beyond 4 deviations write no distance. */
	@Test
	void smallestEpsilonOfAllLimitsCounts() {
		for (List<Limit> order : List.of(
				List.of(new Limit(2, -9, 9, 0.01), new Limit(2, Double.NEGATIVE_INFINITY, 2, 0.05)),
				List.of(new Limit(2, Double.NEGATIVE_INFINITY, 2, 0.05), new Limit(2, -9, 9, 0.01)),
				List.of(new Limit(2, -9, 9, 0), new Limit(2, -4, 9, 0.05), new Limit(2, -9, 2, 0.1)))) {
			Reward reward = new Reward(new double[3], new double[3], -0.1, 0.1, 0, List.of(), 1, order, 1);
			double least = order.stream().mapToDouble(Limit::epsilon).min().orElseThrow();
			assertThat(of(reward, new ActionSpace(1, 51, 0), 3)[14]).isEqualTo((float) least);
		}
	}

}
