/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import org.presage.base.Rounding;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.rivals.SharePolicy;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SliceExploration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.TorchDevice;

/**
 * Prepares the rivals on networks that are not judged: tunes the delay controller, trains
 * PPO and SAC, fits VARX. All loads are in it together, so that each has one setting for
 * all.
 */
final class RivalTraining {

	/** Far from the seeds that anybody would judge on. */
	private static final long SEED = 900_000_001;

	private static final double[] TARGETS_MS = { 10, 20, 40, 70, 100 };

	private static final double[] UP = { 0.03, 0.1, 0.3 };

	private static final double[] DOWN = { 0.003, 0.01, 0.03, 0.1 };

	private static final int CHECKPOINTS = 12;

	/** As the built-in model was trained. */
	private static final double[] TRACE_LOADS = { 0.5, 0.75, 1, 1.25 };

	/** Of the network at each load. */
	private static final int TRACE_CELLS = 5;

	private static final int TRACE_STEPS = 2500;

	private static final int TRACE_WARM_UP = 200;

	private final List<ClosedLoop> loops;

	private final List<RanConfig> configs;

	private final ModelManifest manifest;

	/**
	 * @param loops one a load; their scores are the rewards of the default objective
	 * @param configs the networks of the loads
	 */
	RivalTraining(List<ClosedLoop> loops, List<RanConfig> configs, ModelManifest manifest) {
		this.loops = loops;
		this.configs = configs;
		this.manifest = manifest;
	}

	/** Mean reward on one network a load. */
	double reward(Supplier<AllocationPolicy> policy) {
		double sum = 0;
		for (int i = 0; i < this.loops.size(); i++) {
			sum += this.loops.get(i).run(policy.get(), SEED + i).mean(LoopOutcome.Slice::reward);
		}
		return sum / this.loops.size();
	}

	/** The gains with the highest reward. */
	DelayTargetController.Gains delayGains() {
		List<DelayTargetController.Gains> grid = new ArrayList<>();
		for (double target : TARGETS_MS) {
			for (double up : UP) {
				for (double down : DOWN) {
					if (down <= up) {
						grid.add(new DelayTargetController.Gains(target, up, down));
					}
				}
			}
		}
		double[] rewards = grid.stream()
			.mapToDouble((gains) -> reward(() -> new DelayTargetController(this.manifest.schema(), gains)))
			.toArray();
		int best = 0;
		for (int i = 0; i < rewards.length; i++) {
			best = (rewards[i] > rewards[best]) ? i : best;
		}
		return grid.get(best);
	}

	/**
	 * A policy and how it was learnt.
	 *
	 * @param policy the best of the curve
	 * @param curve mean reward by samples, of the default objective
	 * @param chosenAfter samples of the policy
	 */
	record Learnt(SharePolicy policy, List<RivalsReport.LearningPoint> curve, int chosenAfter) {
	}

	/**
	 * Learns a policy and keeps the one that is best by the objective it was trained
	 * with.
	 * @param settings weights of the reward that it learns from
	 * @param judges loops that score by these weights, one a load
	 */
	Learnt learn(LearningMethod method, int samples, ControlSettings settings, List<ClosedLoop> judges) {
		KpiSchema schema = this.manifest.schema();
		int window = this.manifest.network().window();
		SimulatedTask task = new SimulatedTask(this.configs, schema, this.manifest.scaler(), settings, window,
				SEED + 1000);
		List<Judged> judged = new ArrayList<>();
		int[] next = { 0 };
		method.learner(task, samples, SEED).train((done, reward, policy) -> {
			if (done >= next[0] || done >= samples) {
				next[0] += Math.ceilDiv(samples, CHECKPOINTS);
				judged.add(new Judged(done, policy, new RivalTraining(judges, this.configs, this.manifest)
					.reward(() -> new LearnedAllocation(policy, schema, this.manifest.scaler(), window))));
			}
		});
		Judged best = judged.stream().max(Comparator.comparingDouble(Judged::reward)).orElseThrow();
		return new Learnt(best.policy(),
				judged.stream()
					.map((one) -> new RivalsReport.LearningPoint(one.samples(), Rounding.to(4, one.reward())))
					.toList(),
				best.samples());
	}

	/** A policy on its way. */
	private record Judged(int samples, SharePolicy policy, double reward) {
	}

	/**
	 * A package of ridge VARX with the window and horizon of the judged model, fitted to
	 * exploration at four loads.
	 */
	ModelPackage varx() {
		NetworkSpec network = this.manifest.network();
		Dataset data = new Dataset(exploration(), network.window(), network.horizon(), SplitRule.TIME,
				this.manifest.scaler());
		return new TrainingRun(data,
				NetworkSpec.of(Architectures.VARX, this.manifest.schema(), network.window(), network.horizon()),
				TrainingSettings.defaults(1, SEED), TorchDevice.CPU, TrainingListener.NONE)
			.run(Architectures.VARX, "", null, false)
			.model();
	}

	/** What {@code presage simulate} would write. */
	private Trace exploration() {
		KpiSchema schema = this.manifest.schema();
		List<Series> series = new ArrayList<>();
		for (double load : TRACE_LOADS) {
			explore(load, series);
		}
		return new Trace(schema, series, "presage-sim", List.of());
	}

	private void explore(double load, List<Series> series) {
		long seed = SEED + 500 + series.size();
		RanSimulator network = new RanSimulator(RanConfig.of(TRACE_CELLS).withLoad(load), seed);
		int size = this.manifest.schema().size();
		SliceExploration[] explorations = new SliceExploration[TRACE_CELLS];
		Arrays.setAll(explorations, (c) -> new SliceExploration(1, network.config().carrierPrbs(), seed + 7919L * c));
		float[][] values = new float[TRACE_CELLS][TRACE_STEPS * size];
		int[] prbs = new int[TRACE_CELLS];
		for (int step = -TRACE_WARM_UP; step < TRACE_STEPS; step++) {
			for (int c = 0; c < TRACE_CELLS; c++) {
				explorations[c].next(prbs, c);
			}
			network.step(prbs);
			for (int c = 0; c < TRACE_CELLS && step >= 0; c++) {
				System.arraycopy(network.kpis(c), 0, values[c], step * size, size);
			}
		}
		long stepMs = this.manifest.schema().stepMs();
		long[] timesMs = LongStream.rangeClosed(1, TRACE_STEPS).map((step) -> step * stepMs).toArray();
		for (float[] one : values) {
			series.add(new Series("cell" + series.size(), timesMs, one));
		}
	}

}
