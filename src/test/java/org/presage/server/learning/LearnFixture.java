/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.Clock;
import org.presage.base.TaskTimer;
import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.PlanEvaluator;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.learning.Check;
import org.presage.learning.CheckResults;
import org.presage.learning.LiveComparison;
import org.presage.learning.StoreSettings;
import org.presage.learning.TransitionStore;
import org.presage.learning.TrialRules;
import org.presage.server.model.ModelService;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Challengers on trial at a network of 20 cells, whose KPIs are noise: the model is
 * better that forecasts their mean and spread. Only training is a fake: a file is copied.
 */
abstract class LearnFixture {

	private static final int CELLS = 20;

	private static final int L = TestModels.WINDOW;

	private static final int H = TestModels.HORIZON;

	private static final KpiSchema SCHEMA = TestModels.schema();

	private static final TrialRules RULES = new TrialRules(300, 1500, 200);

	private static final long DEADLINE_MS = 150_000;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	final ManualClock clock = new ManualClock();

	private final SplittableRandom random = new SplittableRandom(11);

	private final Map<CellId, Integer> inForce = new HashMap<>();

	/** Packages that the next trainings write, or why they fail. */
	final FakeLearner learner = new FakeLearner();

	private long number;

	/** Standard deviation of what cells report that the second model plans. */
	double canaryNoise = 1;

	/** What is added to all that cells report, in standard deviations. */
	double shift;

	Server server = new Server();

	/** The parts of a server. */
	final class Server implements AutoCloseable {

		final SimpleMeterRegistry meters = new SimpleMeterRegistry();

		final ModelRegistry registry = new ModelRegistry();

		final LiveComparison live = new LiveComparison(this.registry, 100, Clock.SYSTEM, this.meters);

		@Nullable ModelService models;

		private @Nullable TransitionStore store;

		private @Nullable LearnSupervisor supervisor;

		void start(Path configured) {
			ModelService service = new ModelService(this.registry, configured, Device.CPU, (model) -> {
			}, this.meters);
			service.start();
			this.models = service;
			ManualClock clock = LearnFixture.this.clock;
			TransitionStore opened = TransitionStore
				.open(new StoreSettings(LearnFixture.this.folder.resolve("store.duckdb"), 1000, 1000, Long.MAX_VALUE,
						null, 1), 100, this.registry::manifest, this.live, clock, this.meters);
			this.store = opened;
			this.live.start();
			LearnMetrics metrics = new LearnMetrics(this.meters);
			LearnFolder learnt = LearnFolder.open(LearnFixture.this.folder.resolve("learnt"));
			ServedChampion champion = new ServedChampion(learnt, service, this.registry);
			ChallengerTrial trial = new ChallengerTrial(RULES, Duration.ofHours(1), Duration.ofMinutes(10), learnt,
					this.live, service, this.registry, champion, metrics, clock);
			this.supervisor = new LearnSupervisor(
					new LearnSettings(Duration.ZERO, Duration.ofSeconds(1), 100, Duration.ofSeconds(2),
							Duration.ofSeconds(30)),
					learnt, LearnFixture.this.learner, opened, this.live, new DriftAlarms(this.live, metrics), service,
					champion, trial, metrics, clock, new TaskTimer("learn", clock, () -> {
					}));
			this.supervisor.resume();
		}

		TransitionStore store() {
			return Objects.requireNonNull(this.store);
		}

		LearnSupervisor supervisor() {
			return Objects.requireNonNull(this.supervisor);
		}

		String serving() {
			return Objects.requireNonNull(this.registry.manifest()).version();
		}

		/** Answers one report of each cell. */
		void interval() {
			LearnFixture.this.clock.advanceMillis(SCHEMA.stepMs());
			ModelRegistry.Canary canary = this.registry.canary();
			for (int i = 0; i < CELLS; i++) {
				CellId cell = new CellId("node", "cell-" + i);
				boolean tried = canary != null && canary.has(cell);
				String version = (canary != null && tried) ? canary.lease().model().manifest().version() : serving();
				Objects.requireNonNull(this.store)
					.decided(decision(cell, version, tried ? LearnFixture.this.canaryNoise : 1), null, 0);
			}
		}

		@Override
		public void close() {
			if (this.supervisor != null) {
				this.supervisor.close();
			}
			if (this.store != null) {
				this.store.close();
			}
			this.live.close();
			this.registry.close();
		}

	}

	/** Copies a package instead of training one. */
	static final class FakeLearner implements Learner {

		@Nullable ModelPackage makes;

		@Nullable String fails;

		/** Whether it passes its checks. */
		boolean passes = true;

		boolean hangs;

		boolean stopped;

		int runs;

		Triggers.@Nullable Reason reason;

		@Override
		public Run start(Path store, Path champion, Path out, Triggers.Reason reason) {
			this.runs++;
			this.reason = reason;
			assertThat(store).isRegularFile();
			assertThat(ModelPackage.read(champion).manifest().version()).isNotEmpty();
			if (this.makes != null && this.fails == null) {
				CheckResults.into(this.makes, List.of(new Check("signs", this.passes, "that more PRBs help", "it")))
					.write(out);
			}
			return new Run() {

				@Override
				public boolean isRunning() {
					return FakeLearner.this.hangs && !FakeLearner.this.stopped;
				}

				@Override
				public @Nullable String failure() {
					return FakeLearner.this.fails;
				}

				@Override
				public void stop() {
					FakeLearner.this.stopped = true;
				}

			};
		}

	}

	@BeforeEach
	void configure() {
		package_("bad", 2).write(this.folder.resolve("configured.presage"));
		this.server.start(this.folder.resolve("configured.presage"));
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	void restart() {
		this.server.close();
		this.server = new Server();
		this.server.start(this.folder.resolve("configured.presage"));
	}

	/**
	 * A model with random weights; the larger they are, the worse it forecasts noise. Its
	 * intervals are calibrated.
	 */
	static ModelPackage package_(String version, double size) {
		Network network = Architectures.build(TestModels.spec());
		float[] parameters = TestModels.randomParameters(network, 5);
		for (int i = 0; i < parameters.length; i++) {
			parameters[i] *= (float) size;
		}
		ModelManifest plain = TestModels.manifest(version);
		Calibration calibration = calibrated(OnnxExporter.export(network, parameters, plain));
		return OnnxExporter.export(network, parameters, plain.judged(calibration, Map.of()));
	}

	private static Calibration calibrated(ModelPackage source) {
		int windows = 1000;
		SplittableRandom noise = new SplittableRandom(3);
		double[][][] errors = new double[H][SCHEMA.targets()][windows];
		try (OnnxWorldModel model = OnnxWorldModel.load(source);
				PlanEvaluator evaluator = new PlanEvaluator(model, 1, 1)) {
			for (int w = 0; w < windows; w++) {
				float[] frames = new float[L * SCHEMA.size()];
				for (int i = 0; i < frames.length; i++) {
					frames[i] = (float) model.manifest()
						.scaler()
						.physical(i % SCHEMA.size(), (float) noise.nextGaussian());
				}
				evaluator.window(0, frames, 0);
				evaluator.encode(1);
				evaluator.plans(0, 1, new float[] { 10, 20, 30 }, 0);
				Prediction predicted = evaluator.predict(1, 1);
				for (int i = 0; i < H * SCHEMA.targets(); i++) {
					errors[i / SCHEMA.targets()][i % SCHEMA.targets()][w] = Math
						.abs(noise.nextGaussian() - predicted.mean()[i]) / predicted.deviation(i);
				}
			}
		}
		double[][][] factors = new double[Calibration.LEVELS.length][H][SCHEMA.targets()];
		for (int h = 0; h < H; h++) {
			for (int y = 0; y < SCHEMA.targets(); y++) {
				Arrays.sort(errors[h][y]);
				for (int level = 0; level < factors.length; level++) {
					factors[level][h][y] = errors[h][y][(int) (Calibration.LEVELS[level] * windows)];
				}
			}
		}
		return new Calibration(Calibration.LEVELS, factors);
	}

	private Decision decision(CellId cell, String version, double noise) {
		ModelManifest manifest = TestModels.manifest(version);
		float[] values = new float[SCHEMA.size()];
		for (int k = 0; k < values.length; k++) {
			values[k] = (float) manifest.scaler()
				.physical(k, (float) (noise * this.random.nextGaussian() + this.shift));
		}
		values[SCHEMA.actionIndex()] = this.inForce.getOrDefault(cell, 20);
		int prbs = this.random.nextInt(10, 40);
		this.inForce.put(cell, prbs);
		float[] mean = new float[H * SCHEMA.targets()];
		float[] low = new float[mean.length];
		float[] high = new float[mean.length];
		for (int i = 0; i < mean.length; i++) {
			int kpi = SCHEMA.frameIndex(i % SCHEMA.targets());
			mean[i] = (float) manifest.scaler().physical(kpi, 0);
			low[i] = (float) manifest.scaler().physical(kpi, -1.645f);
			high[i] = (float) manifest.scaler().physical(kpi, 1.645f);
		}
		return new Decision(++this.number, new KpiFrame(cell, 1, this.clock.epochMillis(), values), Outcome.PLANNED,
				prbs, new Decision.PlanForecast(new int[] { prbs, prbs, prbs }, 0, 0, SCHEMA, mean, low, high, mean,
						new double[0], 1, List.of(), List.of()),
				version, 1000, 0, "", null, CellIntent.NONE);
	}

	/** Goes on until a phase is reached. */
	void until(LearnSupervisor.Phase phase) {
		long endMs = System.currentTimeMillis() + DEADLINE_MS;
		while (this.server.supervisor().phase() != phase) {
			assertThat(System.currentTimeMillis()).as("still in %s", this.server.supervisor().phase())
				.isLessThan(endMs);
			look();
		}
	}

	void look() {
		for (int i = 0; i < 10; i++) {
			this.server.interval();
		}
		LockSupport.parkNanos(20_000_000);
		this.server.supervisor().step();
	}

	Challenger newest() {
		return LearnFolder.read(this.folder.resolve("learnt")).challengers().getLast();
	}

	void train(LearnSupervisor.Phase until) {
		for (int i = 0; i < 10; i++) {
			this.server.interval();
		}
		this.server.supervisor().train("test");
		look();
		assertThat(this.server.supervisor().phase()).isNotEqualTo(LearnSupervisor.Phase.IDLE);
		until(until);
	}

	double verdicts(String verdict) {
		return this.server.meters.get("wm.challengers").tag("verdict", verdict).counter().count();
	}

}
