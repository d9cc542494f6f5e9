/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.control.ControlSettings;
import org.presage.control.PlanPredictions;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.planner.Reward;
import org.presage.testing.TestModels;
import org.presage.testing.TestTraces;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Screenings with a real model over a real file. */
class ScreeningTest {

	private static final WorldModel MODEL = OnnxWorldModel.load(TestModels.random("judge", 1));

	private static final ScreeningListener SILENT = new ScreeningListener() {
	};

	private static final String RULE = """
			{kind: rule, name: rule, rules: [{when: Delay > 20 and SINR > 9.9, prbs: 5 + 0.5 * Delay, max: 45},
			{when: Buffer > 3000, prbs: PRBs - 3}], otherwise: hold}""";

	private final ManifestView view = new ManifestView(MODEL.manifest());

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@SuppressWarnings("NullAway.Init")
	private Dataset data;

	/** What the tests read of a manifest all the time. */
	private record ManifestView(ModelManifest manifest) {

		KpiSchema schema() {
			return this.manifest.schema();
		}

		float z(float prbs) {
			return this.manifest.scaler().standardize(2, prbs);
		}

		double physical(int target, float mean) {
			int kpi = schema().frameIndex(target);
			return Math.clamp(this.manifest.scaler().physical(kpi, mean), schema().kpi(kpi).min(),
					schema().kpi(kpi).max());
		}

	}

	@BeforeEach
	void read() throws IOException {
		Trace trace = TraceReader.read(TraceSchema.tidy(TestModels.schema()),
				List.of(TestTraces.write(this.folder.resolve("t.csv"), 3, 400, 5)));
		this.data = dataset(trace);
	}

	@AfterAll
	static void close() {
		MODEL.close();
	}

	private static Dataset dataset(Trace trace) {
		return new Dataset(trace, TestModels.WINDOW, TestModels.HORIZON, SplitRule.TIME, MODEL.manifest().scaler());
	}

	private static ScreenedPolicy policy(String text) {
		return new ScreenedPolicyReader(MODEL, ControlSettings.defaults(), Path::of).read("p.yaml", text);
	}

	private ScreeningReport screen(ScreeningSettings settings, ScreenedPolicy... policies) {
		return new Screening(MODEL, this.data, ControlSettings.defaults(), List.of(policies), settings).run(SILENT);
	}

	private static ScreeningSettings settings(int windows, double stress, String... events) {
		return new ScreeningSettings(true, windows, stress, Arrays.stream(events).map(Injection::parse).toList(), 3, 4,
				11);
	}

	private static ScreeningReport.Estimate natural(ScreeningReport report, int scenario, int policy) {
		return report.scenarios().get(scenario).policies().get(policy).natural();
	}

	/** Imagines one plan of one window by the port alone. */
	private Prediction imagine(Imaginer imaginer, float[] window, float[] plan) {
		float[] standardized = new float[window.length];
		this.view.manifest.scaler().standardize(window, 0, standardized, 0, TestModels.WINDOW);
		float[] context = new float[MODEL.contextSize()];
		imaginer.encode(1, standardized, context);
		float[] plans = new float[plan.length];
		for (int h = 0; h < plan.length; h++) {
			plans[h] = this.view.z(plan[h]);
		}
		Prediction forecast = new Prediction(1, plan.length, 3);
		imaginer.imagine(1, context, 1, plans, forecast);
		return forecast;
	}

	private interface Visitor {

		void window(float[] window, Prediction forecast, float[] plan);

	}

	/** Every window of the test part with a plan of its own, one by one. */
	private void visit(BiFunction<Imaginer, float[], float[]> planner, Visitor visitor) {
		try (Imaginer imaginer = MODEL.imaginer(1, 1)) {
			for (Dataset.Segment segment : this.data.segments(Dataset.Part.TEST)) {
				Series series = this.data.trace().series().get(segment.series());
				for (int i = 0; i < segment.windows(TestModels.WINDOW + TestModels.HORIZON); i++) {
					int from = (segment.from() + i) * 4;
					float[] window = Arrays.copyOfRange(series.values(), from, from + TestModels.WINDOW * 4);
					float[] plan = planner.apply(imaginer, window);
					visitor.window(window, imagine(imaginer, window, plan), plan);
				}
			}
		}
	}

	@Test
	void constantIsWhatTheModelImaginesOfThatPlan() {
		ScreeningReport report = screen(settings(0, 0), policy("{kind: constant, prbs: 33}"));
		double[] kpis = new double[3];
		double[] reward = new double[2];
		int[] windows = new int[1];
		Reward objective = ControlSettings.defaults().reward(this.view.schema(), this.view.manifest.scaler());
		visit((imaginer, window) -> new float[] { 33, 33, 33 }, (window, forecast, plan) -> {
			windows[0]++;
			for (int i = 0; i < 9; i++) {
				kpis[i % 3] += this.view.physical(i % 3, forecast.mean()[i]) / 3;
			}
			double[] score = new double[1];
			float action = this.view.z(33);
			objective.score(0, 1, 3, new float[] { action, action, action }, this.view.z(window[window.length - 2]),
					PlanPredictions.view(forecast), score);
			reward[0] += score[0];
			reward[1] += (3 - forecast.sla()[0] - forecast.sla()[1] - forecast.sla()[2]) / 3;
		});
		ScreeningReport.Estimate constant = natural(report, 0, 1);
		assertThat(report.windows()).isEqualTo(report.population()).isEqualTo(windows[0]);
		assertThat(report.kpis()).containsExactly("SINR", "Buffer", "Delay");
		for (int y = 0; y < 3; y++) {
			assertThat(constant.kpis()[y] * windows[0] / kpis[y]).isCloseTo(1, within(1e-4));
		}
		assertThat(constant.reward()).isCloseTo(reward[0] / windows[0], within(1e-4));
		assertThat(constant.violation()).isCloseTo(reward[1] / windows[0], within(1e-5));
		assertThat(constant.prbs()).isEqualTo(33);
		assertThat(constant.rewardGain()).isCloseTo(constant.reward() - natural(report, 0, 0).reward(), within(1e-9));
		assertThat(constant.rewardGainBounds().low()).isLessThan(constant.rewardGain());
		assertThat(constant.rewardGainBounds().high()).isGreaterThan(constant.rewardGain());
		assertThat(constant.violationBounds().low()).isLessThan(constant.violation());
		assertThat(natural(report, 0, 0).rewardGainBounds()).isEqualTo(new Interval(0, 0));
	}

	/** The rule of {@link #RULE}, written a second time. */
	private static float rule(float[] frame) {
		if (frame[3] > 20 && frame[0] > 9.9f) {
			return Math.round(Math.clamp(5 + 0.5 * frame[3], 1, 45));
		}
		return (frame[1] > 3000) ? Math.max(1, frame[2] - 3) : frame[2];
	}

	@Test
	void ruleIsRolledForwardAsIfWindowByWindow() {
		List<float[]> plans = new ArrayList<>();
		visit((imaginer, window) -> {
			float[] frame = Arrays.copyOfRange(window, window.length - 4, window.length);
			float[] plan = new float[3];
			for (int h = 0; h < 3; h++) {
				Arrays.fill(plan, h, 3, rule(frame));
				Prediction forecast = imagine(imaginer, window, plan);
				for (int y = 0; y < 3; y++) {
					frame[this.view.schema().frameIndex(y)] = (float) this.view.physical(y,
							forecast.mean()[forecast.index(0, h, y)]);
				}
				frame[2] = plan[h];
			}
			return plan;
		}, (window, forecast, plan) -> plans.add(plan));
		List<ScreenedPolicy> policies = List.of(new HoldLast(), policy(RULE), policy("{kind: schedule, prbs: [7, 9]}"));
		List<Outcomes> outcomes = new ArrayList<>();
		policies.forEach((policy) -> outcomes.add(new Outcomes(plans.size(), 3, 3)));
		RecordedWindows windows = new RecordedWindows(this.data, TestModels.WINDOW, true);
		try (Rollout rollout = new Rollout(MODEL,
				ControlSettings.defaults().reward(this.view.schema(), this.view.manifest.scaler()), policies)) {
			for (int from = 0; from < plans.size(); from += rollout.capacity()) {
				List<Situation> situations = new ArrayList<>();
				for (int i = from; i < Math.min(plans.size(), from + rollout.capacity()); i++) {
					situations.add(windows.situation(i));
				}
				rollout.follow(situations, from, outcomes);
			}
		}
		int changes = 0;
		int looking = 0;
		for (int i = 0; i < plans.size(); i++) {
			float[] plan = Arrays.copyOfRange(outcomes.get(1).plans(), i * 3, i * 3 + 3);
			assertThat(plan).as("window %d", i).isEqualTo(plans.get(i));
			changes += (plan[0] != plan[2]) ? 1 : 0;
			looking += (plan[1] - plan[0] != -3 && plan[1] != plan[0]) ? 1 : 0;
			assertThat(Arrays.copyOfRange(outcomes.get(2).plans(), i * 3, i * 3 + 3)).containsExactly(7, 9, 7);
		}
		assertThat(changes).as("windows in which a later step differs").isGreaterThan(20);
		assertThat(looking).as("windows in which an imagined Delay decides").isGreaterThan(5);
	}

	@Test
	void sameSeedGivesTheSameReport() {
		ScreeningSettings settings = settings(60, 0.4, "load-surge");
		List<String> texts = new ArrayList<>();
		for (int run = 0; run < 2; run++) {
			try (ScreenedPolicy planner = policy("{kind: planner, name: mine}")) {
				texts.add(ScreeningJson.of(screen(settings, policy(RULE), planner)).toString());
			}
		}
		assertThat(texts.get(1)).isEqualTo(texts.get(0));
		assertThat(texts.get(0)).contains("recorded", "load-surge=10", "mine", "rule", "stressed");
	}

	@Test
	void stressedSetIsWorseAndTheNaturalOneIsNot() throws IOException {
		this.data = dataset(TraceReader.read(TraceSchema.tidy(TestModels.schema()),
				List.of(TestTraces.write(this.folder.resolve("long.csv"), 4, 2500, 6))));
		ScreeningReport all = screen(settings(0, 0), policy(RULE));
		ScreeningReport stressed = screen(settings(0, 0.6), policy(RULE));
		assertThat(stressed.windows()).isLessThan(stressed.population());
		assertThat(stressed.tailShare()).isBetween(0.08, 0.18);
		ScreeningReport.Estimate natural = natural(stressed, 0, 0);
		ScreeningReport.Estimate tail = stressed.scenarios().getFirst().policies().getFirst().stressed();
		assertThat(tail).isNotNull();
		int sinr = 0;
		double truth = natural(all, 0, 0).kpis()[sinr];
		assertThat(Math.abs(natural.kpis()[sinr] - truth))
			.isLessThan(0.3 * Math.abs(Objects.requireNonNull(tail).kpis()[sinr] - truth));
		assertThat(all.scenarios().getFirst().policies().getFirst().stressed()).isNull();
	}

	@Test
	void worstCasesPointIntoTheTraceAndDoNotOverlap() {
		ScreeningReport report = screen(settings(0, 0), policy(RULE));
		List<ScreeningReport.WorstCase> worst = report.scenarios().getFirst().policies().get(1).worst();
		assertThat(worst).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(a.reward(), b.reward()));
		assertThat(worst.getFirst().reward()).isLessThan(natural(report, 0, 1).reward());
		for (ScreeningReport.WorstCase one : worst) {
			assertThat(one.timeMs()).isEqualTo((one.row() + 1) * 100L);
			assertThat(one.plan()).hasSize(3);
			assertThat(worst)
				.filteredOn((other) -> other.series().equals(one.series())
						&& Math.abs(other.row() - one.row()) < TestModels.WINDOW + TestModels.HORIZON)
				.containsExactly(one);
		}
	}

	@Test
	void allocationsBeyondTheDataAreFlagged() {
		ScreenedPolicy beyond = new ScreenedPolicy() {
			@Override
			public String name() {
				return "beyond";
			}

			@Override
			public void decide(Situation situation, int step, float[] frame, float[] plan, int offset) {
				Arrays.fill(plan, offset, offset + 3, 400);
			}
		};
		ScreeningReport report = screen(settings(0, 0), beyond);
		assertThat(natural(report, 0, 1).outside()).isEqualTo(1, within(1e-9));
		assertThat(natural(report, 0, 1).unfamiliar()).isEqualTo(1, within(1e-9));
		assertThat(natural(report, 0, 1).far()).isTrue();
		assertThat(natural(report, 0, 0).unfamiliar()).isBetween(0.0, 0.011);
		assertThat(natural(report, 0, 0).far()).isFalse();
	}

	@Test
	void whatIsNotFiniteIsTheWorst() {
		try (WorldModel diverged = OnnxWorldModel.load(TestModels.diverged("nan"))) {
			ScreeningReport report = new Screening(diverged, this.data, ControlSettings.defaults(),
					List.of(policy(RULE)), settings(0, 0))
				.run(SILENT);
			ScreeningReport.Estimate estimate = natural(report, 0, 1);
			assertThat(estimate.nonFinite()).isEqualTo(report.windows());
			assertThat(estimate.violation()).isEqualTo(1);
			assertThat(estimate.reward()).isNaN();
			assertThat(estimate.far()).isTrue();
			assertThat(report.violates(0.99)).isTrue();
			assertThat(ScreeningJson.of(report).toString()).contains("reward=null").doesNotContain("NaN");
		}
	}

	@Test
	void progressIsToldAndCancelEndsTheWork() {
		AtomicInteger calls = new AtomicInteger();
		List<ScreeningReport.Scenario> interim = new ArrayList<>();
		ScreeningListener listener = new ScreeningListener() {
			@Override
			public void progress(long done, long total, Supplier<ScreeningReport.Scenario> now) {
				assertThat(done).isLessThan(total);
				calls.incrementAndGet();
				interim.add(now.get());
			}

			@Override
			public boolean cancelled() {
				return calls.get() == 2;
			}
		};
		Screening screening = new Screening(MODEL, this.data, ControlSettings.defaults(),
				List.of(policy("{kind: constant, prbs: 33}")), settings(0, 0));
		assertThatThrownBy(() -> screening.run(listener)).isInstanceOf(CancellationException.class);
		assertThat(calls).hasValue(2);
		ScreeningReport.Estimate first = interim.getFirst().policies().get(1).natural();
		assertThat(first.prbs()).as("windows to come do not count").isEqualTo(33);
		assertThat(first.reward()).isFinite();
		assertThat(first.violationBounds().high()).isNaN();
	}

	@Test
	void wrongRequestsAreNamed() {
		assertThatThrownBy(() -> screen(settings(0, 0), policy("{kind: planner}"), policy("{kind: planner}")))
			.hasMessage("policies: expected each name once, found \"p\" twice");
		assertThatThrownBy(() -> settings(0, 1)).hasMessageContaining("stress: expected 0 or more, below 1, found 1.0");
		assertThatThrownBy(() -> settings(-1, 0)).hasMessageContaining("windows: expected 0 (all) or more");
		assertThatThrownBy(() -> screen(new ScreeningSettings(true, 0, 0, List.of(), 6, 4, 1)))
			.hasMessage("injectFrames: expected at most the window of 5, found 6");
		assertThatThrownBy(() -> screen(settings(1, 0.5))).isInstanceOf(DataException.class)
			.hasMessageContaining("found a sample of 1");
		this.data.trace().series().forEach((series) -> {
			for (int i = 2; i < series.values().length; i += 4) {
				series.values()[i] = Float.NaN;
			}
		});
		assertThatThrownBy(() -> screen(settings(0, 0))).isInstanceOf(DataException.class)
			.hasMessageContaining("with a known allocation in [TEST], found none");
	}

	@Test
	void shortTracesGiveNoBounds() throws IOException {
		this.data = dataset(TraceReader.read(TraceSchema.tidy(TestModels.schema()),
				List.of(TestTraces.write(this.folder.resolve("short.csv"), 1, 200, 5))));
		ScreeningReport report = screen(settings(0, 0), policy(RULE));
		assertThat(natural(report, 0, 1).violationBounds().high()).isNaN();
		assertThat(report.notes()).anyMatch((note) -> note.contains("too few for bounds"));
		assertThat(report.violates(1)).as("what is not known is not below a limit").isTrue();
	}

}
