/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.Presage;
import org.presage.base.Clock;
import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.learning.LiveComparison;
import org.presage.learning.StoreSettings;
import org.presage.learning.TransitionFile;
import org.presage.learning.TransitionStore;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.training.Augmentation;
import org.presage.offline.training.Curriculum;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelLineage;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A challenger is trained on what was stored while cells ran. The world is a queue: of
 * what arrives, more is served the more PRBs there are. It changes while it is stored.
 */
class LearnTrainCommandTest extends Terminal {

	private static final int BEFORE = 500;

	private static final int AFTER = 1100;

	private static final List<String> NODES = List.of("n1", "n2", "n3");

	private static final NetworkSpec SPEC = TestModels.spec().withSize(new NetworkSize(24, 1, 1, 2, 1, 1, 4, 2));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path shared;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	/**
	 * Two worlds: after the change SINR is worth half, and the queue is served slower.
	 */
	private static final class Cell {

		private final Random random;

		private double queue = 8;

		private int prbs = 25;

		Cell(long seed) {
			this.random = new Random(seed);
		}

		float[] next(boolean changed, boolean excited) {
			if (this.random.nextInt(6) == 0) {
				int drawn = 1 + this.random.nextInt(51);
				this.prbs = excited ? drawn : this.prbs;
			}
			this.queue = Math.clamp(
					0.8 * this.queue + (changed ? 3 : 2.5) - 0.08 * this.prbs + 0.2 * this.random.nextGaussian(), 0,
					14);
			double sinr = 10 + 0.2 * this.prbs + this.random.nextGaussian();
			return new float[] { (float) (changed ? sinr / 2 : sinr), (float) Math.expm1(this.queue), this.prbs,
					(float) Math.expm1((changed ? 0.3 : 0.5) * this.queue + 0.05 * this.random.nextGaussian()) };
		}

	}

	@BeforeAll
	static void champion() {
		List<Series> series = NODES.stream().map((name) -> {
			Cell cell = new Cell(name.hashCode());
			int rows = 700;
			float[] values = new float[rows * 4];
			long[] times = new long[rows];
			for (int t = 0; t < rows; t++) {
				times[t] = 100L * t;
				System.arraycopy(cell.next(false, true), 0, values, 4 * t, 4);
			}
			return new Series(name, times, values);
		}).toList();
		TrainingSettings settings = new TrainingSettings(8, 4, 16, Curriculum.ONE_CYCLE, 1e-2, 1e-3, 1, 0.9,
				Augmentation.NONE, TrainingLoss.Fit.BETA_NLL, 1, 0.01, 20, 42);
		ModelPackage trained = new TrainingRun(new Dataset(new Trace(TestModels.schema(), series, "test", List.of()),
				TestModels.WINDOW, TestModels.HORIZON), SPEC, settings, TorchDevice.CPU, TrainingListener.NONE)
			.run("champion", "2026", null, false)
			.model();
		TestModels.proposing(trained, 3, 1).write(shared.resolve("champion.presage"));
		store(shared.resolve("s.duckdb"), BEFORE, AFTER, true);
	}

	private static ModelPackage read(Path file) {
		return ModelPackage.read(file);
	}

	private static void store(Path file, int before, int after, boolean excited) {
		ModelManifest champion = read(shared.resolve("champion.presage")).manifest();
		try (TransitionStore store = TransitionStore.open(
				new StoreSettings(file, NODES.size() * (after - 20), 10_000, Long.MAX_VALUE, null, 1), 10,
				(version) -> champion, LiveComparison.NONE, Clock.SYSTEM, new SimpleMeterRegistry())) {
			for (String node : NODES) {
				Cell cell = new Cell(17 + node.hashCode());
				for (int i = 0; i < before + after; i++) {
					KpiFrame frame = new KpiFrame(new CellId(node, "c"), i, 1_700_000_000_000L + 100L * i,
							cell.next(i >= before, excited));
					store.decided(new Decision(i + 1L, frame, Outcome.PLANNED, 20, null, "champion", 1, 1, "", null,
							CellIntent.NONE), null, 0);
				}
			}
		}
	}

	private String path(String name) {
		return this.folder.resolve(name).toString();
	}

	private int learn(Path store, String... more) {
		String[] args = new String[more.length + 9];
		System.arraycopy(new String[] { "learn", "train", store.toString(), "--champion",
				shared.resolve("champion.presage").toString(), "--out", path("c.presage"), "--json", path("r.json") },
				0, args, 0, 9);
		System.arraycopy(more, 0, args, 9, more.length);
		return run(args);
	}

	private JsonNode json() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(this.folder.resolve("r.json")));
	}

	private static Prediction forecast(ModelPackage model, float[] plans) {
		NetworkSpec spec = model.manifest().network();
		int count = plans.length / spec.horizon();
		Prediction forecast = new Prediction(count, spec.horizon(), spec.targets());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Imaginer imaginer = loaded.imaginer(1, count)) {
			float[] context = new float[loaded.contextSize()];
			imaginer.encode(1, new float[spec.window() * spec.features()], context);
			imaginer.imagine(1, context, count, plans, forecast);
		}
		return forecast;
	}

	/** Of all steps and KPIs, between the forecasts for two plans. */
	private static float[] differences(ModelPackage model) {
		Prediction two = forecast(model, new float[] { -1, -1, -1, 1, 0.5f, 1 });
		int size = SPEC.horizon() * SPEC.targets();
		float[] differences = new float[size];
		for (int i = 0; i < size; i++) {
			differences[i] = two.mean()[size + i] - two.mean()[i];
		}
		return differences;
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
	void challengerForecastsTheChangedWorldBetter(LearnTrainCommand.Mode mode) throws IOException {
		assertThat(learn(shared.resolve("s.duckdb"), "--mode", mode.name(), "--trigger", "drift"))
			.as(this.err + "\n" + this.out)
			.isZero();
		JsonNode recent = json().path("recent");
		assertThat(recent.at("/challenger/crps").asDouble()).as(mode + " " + json())
			.isLessThan(
					((mode == LearnTrainCommand.Mode.LEVELS) ? 0.97 : 0.9) * recent.at("/champion/crps").asDouble());
		ModelPackage champion = read(shared.resolve("champion.presage"));
		ModelPackage challenger = read(this.folder.resolve("c.presage"));
		if (Set.of(LearnTrainCommand.Mode.LEVELS, LearnTrainCommand.Mode.ADAPTER).contains(mode)) {
			assertThat(differences(challenger)).containsExactly(differences(champion), within(1e-5f));
		}
		else {
			assertThat(differences(challenger)).isNotEqualTo(differences(champion));
		}
		// They read the context: of an encoder that was trained they would be nonsense.
		assertThat(challenger.propose()).isEqualTo((mode == LearnTrainCommand.Mode.FULL) ? null : champion.propose());
		assertThat(challenger.manifest().sha256().get("varx.npy")).isNotNull()
			.isEqualTo(champion.manifest().sha256().get("varx.npy"));
		labelIsOfChampion(champion.manifest(), challenger.manifest(), mode);
	}

	private static void labelIsOfChampion(ModelManifest champion, ModelManifest challenger,
			LearnTrainCommand.Mode mode) {
		assertThat(challenger.version()).startsWith("champion-learnt-");
		assertThat(challenger.network()).isEqualTo(champion.network());
		assertThat(challenger.schema()).isEqualTo(champion.schema());
		assertThat(challenger.scaler().mean()).isEqualTo(champion.scaler().mean());
		assertThat(challenger.actionMax()).isEqualTo(champion.actionMax());
		assertThat(challenger.metrics()).containsKeys("anchor", "recent");
		ModelLineage lineage = Objects.requireNonNull(challenger.lineage());
		assertThat(lineage.parent()).isEqualTo(champion.digest());
		assertThat(lineage.parentVersion()).isEqualTo("champion");
		assertThat(lineage.mode()).isEqualToIgnoringCase(mode.name());
		assertThat(lineage.trigger()).isEqualTo("drift");
		assertThat(lineage.windows()).isPositive();
		assertThat(lineage.toMs()).isGreaterThan(lineage.fromMs());
	}

	@Test
	void infoShowsWhereAModelComesFrom() {
		assertThat(learn(shared.resolve("s.duckdb"), "--mode", "levels", "--epochs", "1", "--model-version", "next"))
			.as(this.err + "\n" + this.out)
			.isZero();
		assertThat(run("model", "info", path("c.presage"))).isZero();
		assertThat(this.out.toString()).contains("next, architecture ms3m")
			.containsPattern("trained further from +champion, [0-9a-f]{64}");
	}

	@Test
	void sameSeedGivesSameWeights() {
		Path store = shared.resolve("s.duckdb");
		learn(store, "--epochs", "1", "--seed", "3");
		ModelPackage first = read(this.folder.resolve("c.presage"));
		learn(store, "--epochs", "1", "--seed", "3");
		ModelPackage second = read(this.folder.resolve("c.presage"));
		assertThat(second.imagine()).isEqualTo(first.imagine());
		assertThat(second.manifest().version()).isNotEqualTo(first.manifest().version());
		learn(store, "--epochs", "1", "--seed", "4");
		assertThat(read(this.folder.resolve("c.presage")).imagine()).isNotEqualTo(first.imagine());
	}

	@Test
	void nothingIsWrittenWhenItIsStopped() throws Exception {
		Process learner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
				"--sun-misc-unsafe-memory-access=allow", Presage.class.getName(), "learn", "train",
				shared.resolve("s.duckdb").toString(), "--champion", shared.resolve("champion.presage").toString(),
				"--out", path("c.presage"), "--epochs", "10000")
			.redirectErrorStream(true)
			.start();
		try (BufferedReader lines = learner.inputReader()) {
			StringBuilder said = new StringBuilder();
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				said.append(line).append('\n');
				if (line.startsWith("epoch 1/")) {
					// Process.destroy would close what is read here.
					learner.toHandle().destroy();
				}
			}
			// 128 + SIGTERM.
			assertThat(learner.waitFor()).as(said.toString()).isEqualTo(143);
		}
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void effectOfPrbsIsFrozenWhereAllocationsFollowFromState() throws IOException {
		Path store = this.folder.resolve("held.duckdb");
		store(store, 0, 1000, false);
		learn(store, "--mode", "full", "--epochs", "1");
		assertThat(this.out.toString()).contains("every action-path weight is frozen");
		assertThat(json().at("/lineage/mode").asString()).isEqualTo("adapter");
	}

	/** What was reported before the change is neither trained on nor a measure. */
	@Test
	void onlyReportsSinceATimeCount() throws IOException {
		Path store = shared.resolve("s.duckdb");
		assertThat(learn(store, "--epochs", "1", "--mode", "levels")).isIn(0, 3);
		long all = json().at("/lineage/windows").asLong();
		long from = json().at("/lineage/fromMs").asLong();
		long to = json().at("/lineage/toMs").asLong();
		String middle = Instant.ofEpochMilli((from + to) / 2).toString();
		assertThat(learn(store, "--epochs", "1", "--mode", "levels", "--since", middle)).as(this.err.toString())
			.isIn(0, 3);
		assertThat(json().at("/lineage/windows").asLong()).isLessThan(all).isGreaterThan(all / 4);
		assertThat(json().at("/lineage/fromMs").asLong()).isGreaterThanOrEqualTo((from + to) / 2);
		assertThat(learn(store, "--since", Instant.ofEpochMilli(to).toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("windows in the reservoir: expected at least 200, found 0");
		assertThat(learn(store, "--since", "yesterday")).isEqualTo(2);
		assertThat(this.err.toString()).contains("--since");
	}

	@Test
	void tooFewWindowsAreRefusedWithTheirNumber() {
		Path store = this.folder.resolve("few.duckdb");
		store(store, 0, 100, true);
		assertThat(learn(store)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.containsPattern("windows in the reservoir: expected at least 200, found \\d\\d\\.");
		assertThat(this.folder.resolve("c.presage")).doesNotExist();
	}

	@Test
	void storeOfOtherKpisIsRefused() {
		assertThat(run("learn", "train", shared.resolve("s.duckdb").toString(), "--champion", "builtin:default",
				"--out", path("c.presage")))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("windows: expected L = 32 and H = 8, found L = 5 and H = 3");
	}

	@Test
	void anchorWindowsAreWholeAndTheSameEachTime() {
		try (TransitionFile store = TransitionFile.open(shared.resolve("s.duckdb"))) {
			float[][] anchors = store.anchors();
			assertThat(anchors.length).isBetween(20, 120);
			assertThat(List.of(anchors)).allSatisfy(
					(one) -> assertThat(one).hasSize((TestModels.WINDOW + TestModels.HORIZON) * SPEC.features()));
			assertThat(store.anchors()).isDeepEqualTo(anchors);
		}
	}

}
