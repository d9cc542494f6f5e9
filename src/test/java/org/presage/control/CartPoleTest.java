/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.training.Augmentation;
import org.presage.offline.training.Curriculum;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.planner.Plan;
import org.presage.testing.ManualClock;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing in model or planner is made for radio alone: collected at random, trained and
 * planned with the product's own classes, a pole is balanced.
 */
class CartPoleTest {

	private static final int WINDOW = 2;

	private static final int HORIZON = 12;

	private static final int EPISODES = 10;

	private static final long SEED = 1;

	@Test
	void balancesAPole() {
		ModelPackage model = train(collect(new Random(SEED)));
		double sum = 0;
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Balancer balancer = new Balancer(loaded)) {
			Random random = new Random(SEED + 1);
			for (int e = 0; e < EPISODES; e++) {
				sum += balancer.episode(new CartPole(random));
			}
		}
		assertThat(sum / EPISODES).isGreaterThanOrEqualTo(195);
	}

	/** Pushes at random; each series is one episode. */
	private static Trace collect(Random random) {
		List<Series> episodes = new ArrayList<>();
		for (int e = 0; e < 900; e++) {
			CartPole cart = new CartPole(random);
			List<float[]> frames = new ArrayList<>();
			int push = 1 + random.nextInt(2);
			frames.add(cart.frame(push));
			while (!cart.ended() && frames.size() < CartPole.LIMIT) {
				push = 1 + random.nextInt(2);
				cart.step(push);
				frames.add(cart.frame(push));
			}
			int size = frames.getFirst().length;
			float[] values = new float[frames.size() * size];
			long[] times = new long[frames.size()];
			for (int t = 0; t < times.length; t++) {
				System.arraycopy(frames.get(t), 0, values, t * size, size);
				times[t] = e * 100_000L + t * CartPole.STEP_MS;
			}
			episodes.add(new Series("episode-" + e, times, values));
		}
		return new Trace(CartPole.schema(), episodes, "cart-pole", List.of());
	}

	private static ModelPackage train(Trace trace) {
		Dataset data = new Dataset(trace, WINDOW, HORIZON);
		NetworkSpec spec = NetworkSpec.of("ms3m", trace.schema(), WINDOW, HORIZON)
			.withSize(new NetworkSize(16, 1, 1, 2, 2, 1, 4, 2));
		TrainingSettings settings = new TrainingSettings(10, 16, 16, Curriculum.ONE_CYCLE, 4e-3, 1e-3, 1, 0.9,
				Augmentation.NONE, TrainingLoss.Fit.BETA_NLL, 1, 0.1, 10, SEED);
		return new TrainingRun(data, spec, settings, TorchDevice.CPU, TrainingListener.NONE)
			.run("cart-pole", "", null, false)
			.model();
	}

	/** Plays episodes with the loop's own planner. */
	private static final class Balancer implements AutoCloseable {

		private static final CellId CELL = new CellId("cart", "pole", "");

		private final ManualClock clock = new ManualClock();

		private final CellPlanner planner;

		Balancer(OnnxWorldModel model) {
			ControlSettings settings = new ControlSettings(10_000_000, 0, true,
					new CellLimits(1, WINDOW, 3, 60_000_000_000L, 0), new ActionSpace(1, 2, 0),
					new SearchSettings(CemSettings.efficient(SEED), 6, 0, 1),
					new Objective(Map.of(), Map.of(), 0, 10, List.of(), 0, 0), true, Map.of(), GuardSettings.DEFAULT,
					EvidenceSettings.DEFAULT, CorrectionSettings.DEFAULT);
			this.planner = new CellPlanner(model, settings, this.clock, new LoopMetrics(new SimpleMeterRegistry()));
		}

		/** Steps until the end. */
		int episode(CartPole cart) {
			CellWindows windows = new CellWindows(CartPole.schema().size(), WINDOW, 3 * CartPole.STEP_MS, 1);
			CellState state = new CellState();
			int slot = windows.admit(CELL, 0);
			int push = 1;
			for (int t = 0; t < CartPole.LIMIT; t++) {
				windows.offer(slot, (t + 1L) * CartPole.STEP_MS, cart.frame(push), 0);
				if (windows.filled(slot) == WINDOW) {
					Plan plan = this.planner.plan(windows, slot, state, push);
					push = Math.round(plan.actions()[0]);
				}
				cart.step(push);
				if (cart.ended()) {
					return t + 1;
				}
			}
			return CartPole.LIMIT;
		}

		@Override
		public void close() {
			this.planner.close();
		}

	}

}
