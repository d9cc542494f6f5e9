/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.Rounding;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.CoverageOverTime;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.offline.evaluation.Scores;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

/**
 * Trains architectures on one data set, all on the same windows, and judges each as it
 * would serve: exported, in ONNX Runtime.
 */
public final class ArchitectureStudy {

	private static final int PLANS = 32;

	private static final int WARM_UP = 50;

	private static final int CALLS = 201;

	private static final long BRANCH_SEED = 4711;

	private final Dataset data;

	private final int epochs;

	private final Clock clock;

	private final TrainingListener listener;

	private final @Nullable BranchStudy branches;

	private final List<BranchStudy.Branched> states;

	/**
	 * @param simulated whether the data are our simulator's
	 * @param states to branch if they are
	 */
	public ArchitectureStudy(Dataset data, int epochs, boolean simulated, int states, Clock clock,
			TrainingListener listener) {
		this.data = data;
		this.epochs = epochs;
		this.clock = clock;
		this.listener = listener;
		this.branches = simulated
				? new BranchStudy(data.schema(), data.scaler(), data.window(), data.horizon(), BRANCH_SEED) : null;
		this.states = (this.branches != null) ? this.branches.branch(states) : List.of();
	}

	/** Trains and judges one model; where its training diverges, says so. */
	public ComparedRun run(ComparisonPlan.Entry entry, long seed) {
		try {
			return judged(entry, seed);
		}
		catch (DataException ex) {
			return ComparedRun.failed(entry.label(), seed, String.valueOf(ex.getMessage()));
		}
	}

	private ComparedRun judged(ComparisonPlan.Entry entry, long seed) {
		NetworkSpec base = NetworkSpec.of(entry.architecture(), this.data.schema(), this.data.window(),
				this.data.horizon());
		NetworkSpec spec = base.withSize(base.size().withMembers(entry.memberCount()));
		TrainingSettings settings = entry.withPublishedRecipe() ? TrainingSettings.published(this.epochs, seed)
				: TrainingSettings.defaults(this.epochs, seed);
		long start = this.clock.nanoTime();
		TrainingRun run = new TrainingRun(this.data, spec, settings, TorchDevice.AUTO, this.listener);
		TrainingRun.TrainingResult outcome = run.run(entry.label(), "", null, false);
		double trainSeconds = rounded((this.clock.nanoTime() - start) / 1e9);
		try (OnnxWorldModel model = OnnxWorldModel.load(outcome.model())) {
			return new ComparedRun(entry.label(), seed, null,
					new ComparedRun.Cost(outcome.training().epochs(), run.parameters(), trainSeconds,
							rounded(imagineMs(model))),
					scores(outcome.own()),
					(this.branches != null) ? branched(this.branches, model) : ComparedRun.Branched.NONE);
		}
	}

	/** The baselines on the same windows. */
	public ComparedRun baseline(String name) {
		return new ComparedRun(name, null, null, ComparedRun.Cost.NONE, scores(Baselines.of(this.data).scores(name)),
				ComparedRun.Branched.NONE);
	}

	private ComparedRun.Judged scores(Scores scores) {
		int ninety = Arrays.binarySearch(Calibration.LEVELS, Calibration.DECIDED);
		CoverageOverTime overTime = scores.overTime();
		double[] coverage = sorted((y) -> scores.coverage(ninety, y));
		double[] online = sorted((y) -> overTime.mean(CoverageOverTime.Mode.ONLINE, y));
		return new ComparedRun.Judged(rounded(scores.rmse()), rounded(scores.rmseOnActionChange()),
				rounded(scores.mae()), rounded(scores.crps()), rounded(scores.coverage(ninety, -1)),
				rounded(coverage[0]), rounded(coverage[coverage.length - 1]), rounded(online[0]),
				rounded(online[online.length - 1]), rounded(overTime.min(CoverageOverTime.Mode.ONLINE, -1)),
				rounded(overTime.max(CoverageOverTime.Mode.ONLINE, -1)));
	}

	/** One value a KPI, the smallest first. */
	private double[] sorted(IntToDoubleFunction perTarget) {
		return IntStream.range(0, this.data.schema().targets())
			.filter(this.data::targetObserved)
			.mapToDouble(perTarget)
			.sorted()
			.toArray();
	}

	/** Median time of one call for 32 plans of one cell. */
	private double imagineMs(WorldModel model) {
		NetworkSpec spec = model.manifest().network();
		Prediction forecast = new Prediction(PLANS, spec.horizon(), spec.targets());
		float[] context = new float[model.contextSize()];
		float[] plans = new float[PLANS * spec.horizon()];
		double[] times = new double[CALLS];
		try (Imaginer imaginer = model.imaginer(1, PLANS)) {
			imaginer.encode(1, new float[spec.window() * spec.features()], context);
			for (int i = -WARM_UP; i < CALLS; i++) {
				long start = this.clock.nanoTime();
				imaginer.imagine(1, context, PLANS, plans, forecast);
				times[Math.max(0, i)] = (this.clock.nanoTime() - start) / 1e6;
			}
		}
		Arrays.sort(times);
		return times[CALLS / 2];
	}

	private ComparedRun.Branched branched(BranchStudy study, WorldModel model) {
		double floorShare;
		try (ModelForecaster forecaster = ModelForecaster.on(this.data, "model", model)) {
			floorShare = FloorStudy.share(study, this.states, this.data, forecaster);
		}
		Map<String, BranchStudy.ActionEffect> effects = study.actionEffects(this.states, model);
		return new ComparedRun.Branched(floorShare,
				effect(effects, BranchStudy.ALL, BranchStudy.ActionEffect::errorVsNone),
				effect(effects, "Delay", BranchStudy.ActionEffect::signRight),
				effect(effects, "Buffer", BranchStudy.ActionEffect::signRight));
	}

	private static double effect(Map<String, BranchStudy.ActionEffect> effects, String kpi,
			ToDoubleFunction<BranchStudy.ActionEffect> figure) {
		BranchStudy.ActionEffect effect = effects.get(kpi);
		return (effect != null) ? figure.applyAsDouble(effect) : Double.NaN;
	}

	private static double rounded(double value) {
		return Rounding.to(5, value);
	}

}
