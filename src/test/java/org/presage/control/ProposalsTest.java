/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.presage.planner.ActionSpace;
import org.presage.planner.JointSpace;
import org.presage.planner.RandomSettings;
import org.presage.planner.Reward;
import org.presage.testing.TestModels;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** Every slice of every cell of a call begins with its own proposals. */
class ProposalsTest {

	private static final int PLANS = 3;

	private static final int H = TestModels.HORIZON;

	private static final ActionSpace BOUNDS = new ActionSpace(5, 25, 0);

	private static final SearchSettings SEARCH = new SearchSettings(new RandomSettings(7, 1, 7), 64, 0, 2);

	private final OnnxWorldModel model = OnnxWorldModel.load(TestModels.proposing(TestModels.random("a", 1), PLANS, 5));

	private final Reward reward = ControlSettings.defaults()
		.reward(TestModels.schema(), this.model.manifest().scaler());

	private PlanningTask task(float... inForce) {
		PlanningTask task = new PlanningTask(SEARCH.planner(inForce.length, H, PLANS), 1, this.model.contextSize(), 0,
				4, 3, 8);
		for (int s = 0; s < inForce.length; s++) {
			task.states[s] = new CellState();
			task.inForce[s] = inForce[s];
			task.rewards[s] = this.reward;
		}
		List<ActionSpace> bounds = java.util.Collections.nCopies(inForce.length, BOUNDS);
		task.start(new JointSpace(bounds, 51));
		return task;
	}

	private static float[] window(float sinr) {
		float[] frames = new float[TestModels.WINDOW * 4];
		for (int t = 0; t < TestModels.WINDOW; t++) {
			frames[4 * t] = sinr + t;
			frames[4 * t + 1] = 1000 * sinr;
			frames[4 * t + 2] = 20;
			frames[4 * t + 3] = 30;
		}
		return frames;
	}

	/** What is proposed for one window alone, whole PRBs. */
	private float[] alone(float sinr, float inForce) {
		try (PlanEvaluator evaluator = new PlanEvaluator(this.model, 1, 1)) {
			evaluator.window(0, window(sinr), 0);
			evaluator.encode(1);
			new ObjectiveVector(this.model.manifest()).write(this.reward, BOUNDS, inForce, evaluator.objectives(), 0);
			float[] shares = evaluator.propose(1);
			float[] prbs = new float[PLANS * H];
			for (int i = 0; i < prbs.length; i++) {
				prbs[i] = Math.round(5 + 20 * shares[i]);
			}
			return prbs;
		}
	}

	@Test
	void everySliceBeginsWithItsOwn() {
		PlanningTask first = task(6, 17);
		PlanningTask second = task(11, 24);
		float[] sinr = { 0, 10, 20, 35 };
		try (PlanEvaluator evaluator = new PlanEvaluator(this.model, sinr.length, 7)) {
			for (int i = 0; i < sinr.length; i++) {
				evaluator.window(i, window(sinr[i]), 0);
			}
			evaluator.encode(sinr.length);
			Objects.requireNonNull(Proposals.of(this.model.manifest(), SEARCH, evaluator))
				.start(List.of(first, second));
		}
		assertProposed(first, 0, alone(sinr[0], 6));
		assertProposed(first, 1, alone(sinr[1], 17));
		assertProposed(second, 0, alone(sinr[2], 11));
		assertProposed(second, 1, alone(sinr[3], 24));
		assertThat(alone(sinr[0], 6)).as("windows make a difference").isNotEqualTo(alone(sinr[2], 6));
		this.model.close();
	}

	/** After hold and the plan before come the proposals. */
	private static void assertProposed(PlanningTask task, int slice, float[] expected) {
		int count = (task.proposed > 0) ? task.proposed : task.planner.propose();
		task.proposed = count;
		int from = (slice * count + 2) * H;
		assertThat(Arrays.copyOfRange(task.planner.actions(), from, from + PLANS * H)).isEqualTo(expected);
	}

	@Test
	void noneWithoutSettingOrGraph() {
		try (PlanEvaluator evaluator = new PlanEvaluator(this.model, 1, 7);
				OnnxWorldModel plain = OnnxWorldModel.load(TestModels.random("a", 1))) {
			assertThat(Proposals.of(this.model.manifest(), SEARCH.withProposals(false), evaluator)).isNull();
			assertThat(Proposals.of(plain.manifest(), SEARCH, evaluator)).isNull();
			assertThat(Proposals.count(this.model.manifest(), SEARCH.withProposals(false))).isZero();
			assertThat(Proposals.count(this.model.manifest(), SEARCH)).isEqualTo(PLANS);
		}
		this.model.close();
	}

}
