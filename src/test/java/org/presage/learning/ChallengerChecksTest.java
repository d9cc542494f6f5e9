/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.learning.FunctionModel.Means;
import org.presage.learning.FunctionModel.Window;
import org.presage.planner.ActionSpace;
import org.presage.testing.DefectiveModel;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Models of which it is known what a planner does with them. */
class ChallengerChecksTest {

	private static final ControlSettings SETTINGS = ControlSettings.defaults();

	private static final int FRAMES = TestModels.WINDOW + TestModels.HORIZON;

	/** More PRBs help: the delay falls, and the SINR too. */
	private static final Means HELPS = (window, target, action) -> (target == 1) ? 0 : -0.1 * action;

	/** With 30 dB in SINR more PRBs harm. */
	private static final Means SOMETIMES_HARMS = (window, target, action) -> (target == 2 && window.sinr() > 3)
			? 0.1 * action : HELPS.of(window, target, action);

	/** The delay is lowest with so many PRBs. */
	private interface Best {

		double prbs(Window window);

	}

	private static WorldModel best(Best best) {
		return new FunctionModel((window, target, action) -> (target == 2)
				? -1 + 4 * Math.abs(action - FunctionModel.prbs(best.prbs(window))) : 0);
	}

	private static ChallengerChecks checks(WorldModel champion, WorldModel challenger) {
		return new ChallengerChecks(champion, challenger, SETTINGS);
	}

	/**
	 * Windows with a SINR of which each frame has what {@code sinr} says, and 26 PRBs.
	 */
	private static float[][] windows(int count, IntToDoubleFunction first, IntToDoubleFunction others) {
		float[][] windows = new float[count][FRAMES * 4];
		for (int w = 0; w < count; w++) {
			for (int t = 0; t < FRAMES; t++) {
				windows[w][4 * t] = (float) ((t < TestModels.WINDOW) ? first : others).applyAsDouble(w);
				windows[w][4 * t + 1] = 1000;
				windows[w][4 * t + 2] = 26;
				windows[w][4 * t + 3] = 20;
			}
		}
		return windows;
	}

	private static float[][] windows(int count, IntToDoubleFunction sinr) {
		return windows(count, sinr, sinr);
	}

	@Test
	void realModelIsFinite() {
		try (WorldModel model = OnnxWorldModel.load(TestModels.random("a", 1))) {
			assertThat(checks(model, model).finite(1))
				.isEqualTo(new Check("finite", true, "finite forecasts of 10000 windows", "all"));
		}
	}

	@Test
	void divergedModelIsNotFinite() {
		try (WorldModel good = OnnxWorldModel.load(TestModels.random("a", 1));
				WorldModel bad = OnnxWorldModel.load(TestModels.diverged("b"))) {
			Check check = checks(good, bad).finite(1);
			assertThat(check.passed()).isFalse();
			assertThat(check.found()).isEqualTo("10000 that are not, the first of them with wide values");
		}
	}

	/** One of seven windows has no value at all. */
	@Test
	void absentValuesMustGiveFiniteForecasts() {
		WorldModel model = new FunctionModel((window, target, action) -> {
			for (int i = window.offset(); i < window.offset() + TestModels.WINDOW * 4; i++) {
				if (!Float.isNaN(window.contexts()[i])) {
					return 0;
				}
			}
			return Double.POSITIVE_INFINITY;
		});
		Check check = checks(model, model).finite(1);
		assertThat(check.passed()).isFalse();
		assertThat(check.found()).isEqualTo("1429 that are not, the first of them with all absent");
	}

	/** It throws where the SINR is the largest possible. */
	@Test
	void modelThatFailsIsNotFinite() {
		WorldModel good = new FunctionModel(HELPS);
		WorldModel bad = new DefectiveModel(good, () -> new ModelException("session", "a result", "none"));
		Check check = checks(good, bad).finite(1);
		assertThat(check.passed()).isFalse();
		assertThat(check.found()).contains("session");
	}

	/** In so many of 1000 windows the SINR is so high that more PRBs harm. */
	@ParameterizedTest
	@CsvSource({ "0, true", "10, true", "11, false", "1000, false" })
	void signsAreThoseOfTheChampionButForOnePoint(int harmed, boolean passed) {
		float[][] windows = windows(1000, (w) -> (w < harmed) ? 40 : 10);
		Check check = checks(new FunctionModel(HELPS), new FunctionModel(SOMETIMES_HARMS)).signs(windows);
		assertThat(check.name()).isEqualTo("signs");
		assertThat(check.passed()).isEqualTo(passed);
		// For the champion more PRBs lower the SINR: it is not compared.
		assertThat(check.expected()).isEqualTo("more PRBs do not harm in at least: Delay 99.0 %");
		assertThat(check.found()).isEqualTo(String.format(java.util.Locale.ROOT, "Delay %.1f %%", 100 - harmed / 10.0));
		Check back = checks(new FunctionModel(SOMETIMES_HARMS), new FunctionModel(HELPS)).signs(windows);
		assertThat(back.passed()).isTrue();
	}

	/** In so many of 100 windows the champion finds that more PRBs raise the SINR. */
	@ParameterizedTest
	@CsvSource({ "89, false", "90, true" })
	void signsOutsideTheAgreementMustBeClear(int helped, boolean compared) {
		Means raises = (window, target, action) -> (target == 0 && window.sinr() > 3) ? 0.1 * action
				: HELPS.of(window, target, action);
		Check check = checks(new FunctionModel(raises), new FunctionModel(HELPS))
			.signs(windows(100, (w) -> (w < helped) ? 40 : 10));
		assertThat(check.expected().contains("SINR")).isEqualTo(compared);
		assertThat(check.passed()).isEqualTo(!compared);
	}

	@Test
	void signsNeedKnownPrbs() {
		float[][] windows = windows(10, (w) -> 10);
		for (float[] window : windows) {
			window[4 * (TestModels.WINDOW - 1) + 2] = Float.NaN;
		}
		Check check = checks(new FunctionModel(HELPS), new FunctionModel(HELPS)).signs(windows);
		assertThat(check.passed()).isFalse();
		assertThat(check.found()).isEqualTo("Delay unknown");
	}

	@Test
	void betterFollowsFromTheSchema() {
		KpiSchema standard = KpiSchema.standard(100, 51);
		assertThat(List.of("Delay", "Buffer", "SE", "SINR", "BLER", "MCS").stream())
			.extracting((kpi) -> PrbSigns.better(standard, kpi))
			.containsExactly(-1, -1, 1, 1, -1, 0);
		KpiSchema other = new KpiSchema("other", 100, "PRBs", standard.kpis(),
				List.of(new SlaRule("SE", null, 3.0), new SlaRule("MCS", 2.0, null), new SlaRule("CQI", 1.0, 9.0)),
				Map.of("CQI", 2.0));
		assertThat(List.of("SE", "MCS", "CQI", "Delay").stream()).extracting((kpi) -> PrbSigns.better(other, kpi))
			.containsExactly(-1, 1, 0, 0);
	}

	/** A tenth of 1 to 51 PRBs is 5; the others of the windows are 20 apart. */
	@ParameterizedTest
	@CsvSource({ "0, true, 0.0", "9, true, 9.0", "10, false, 10.0", "100, false, 100.0" })
	void firstActionsAreThoseOfTheChampion(int apart, boolean passed, String percent) {
		WorldModel champion = best((window) -> 15);
		WorldModel challenger = best((window) -> (window.sinr() > 3) ? 35 : 18);
		Check check = checks(champion, challenger).actions(windows(100, (w) -> (w < apart) ? 40 : 10));
		assertThat(check.passed()).isEqualTo(passed);
		assertThat(check.expected()).startsWith("first PRBs within 5 of the champion's");
		assertThat(check.found()).startsWith(percent + " % of 100 windows, ");
	}

	/** The delay has risen whatever the PRBs: more of them are needed to keep it low. */
	@Test
	void modelWithTheSameEffectOfPrbsMayPlanOtherwise() {
		Means low = (window, target, action) -> (target == 1) ? 0 : -0.5 * action - ((target == 2) ? 4 : 0);
		Means high = (window, target, action) -> low.of(window, target, action) + ((target == 2) ? 8 : 0);
		Check check = checks(new FunctionModel(low), new FunctionModel(high)).actions(windows(20, (w) -> 10));
		assertThat(check.found()).isEqualTo("100.0 % of 20 windows, the same effect");
		assertThat(check.passed()).isTrue();
	}

	/** With steps of at most 2 PRBs, plans of one context are at most 4 apart. */
	@Test
	void largestStepIsThatOfTheSettings() {
		ControlSettings settings = SETTINGS.withActions(new ActionSpace(1, 51, 2));
		Check check = new ChallengerChecks(best((window) -> 15), best((window) -> 35), settings)
			.actions(windows(10, (w) -> 10));
		assertThat(check.passed()).isFalse();
		assertThat(check.expected()).startsWith("first PRBs within 2 of");
		assertThat(check.found()).isEqualTo("100.0 % of 10 windows, another effect");
	}

	@Test
	void atMostHundredWindowsArePlanned() {
		WorldModel model = best((window) -> (window.sinr() > 3) ? 35 : 15);
		Check check = checks(best((window) -> 15), model).actions(windows(1000, (w) -> (w % 20 == 0) ? 40 : 10));
		assertThat(check.found()).contains("of 100 windows");
	}

	/** The SINR changes with each frame, and the challenger's PRBs with it. */
	@ParameterizedTest
	@CsvSource({ "0, true, 0.0", "5, true, 5.0", "6, false, 6.0" })
	void alternationIsThatOfTheChampionButForFivePoints(int alternating, boolean passed, String percent) {
		float[][] windows = windows(100, (w) -> 10);
		for (int w = 0; w < alternating; w++) {
			for (int t = 0; t < FRAMES; t += 2) {
				windows[w][4 * t] = 40;
			}
		}
		WorldModel steady = best((window) -> 15);
		WorldModel nervous = best((window) -> (window.sinr() > 3) ? 35 : 15);
		Check check = checks(steady, nervous).alternation(windows);
		assertThat(check.passed()).isEqualTo(passed);
		assertThat(check.found()).isEqualTo(percent + " % of 100 windows");
		assertThat(checks(nervous, steady).alternation(windows).passed()).isTrue();
	}

	@Test
	void alternationIsJudgedByUpTo400Windows() {
		WorldModel model = best((window) -> 15);
		assertThat(checks(model, model).alternation(windows(1000, (w) -> 10)).found()).endsWith("of 400 windows");
	}

	@Test
	void riseAloneIsNoAlternation() {
		float[][] windows = windows(10, (w) -> 10, (w) -> 40);
		Check check = checks(best((window) -> 15), best((window) -> (window.sinr() > 3) ? 35 : 15))
			.alternation(windows);
		assertThat(check.passed()).isTrue();
		assertThat(check.found()).isEqualTo("0.0 % of 10 windows");
	}

	@ParameterizedTest
	@CsvSource({ "15, true", "16, false" })
	void timeIsAtMostHalfMoreThanTheChampions(int challengerMs, boolean passed) {
		ManualClock clock = new ManualClock();
		WorldModel champion = new FunctionModel(HELPS, () -> clock.advanceMillis(10));
		WorldModel challenger = new FunctionModel(HELPS, () -> clock.advanceMillis(challengerMs));
		assertThat(checks(champion, challenger).time(clock)).isEqualTo(
				new Check("time", passed, "at most 15.00 ms, 1.5 times the champion's", challengerMs + ".00 ms"));
	}

	/** A pause of the machine is no property of a model. */
	@Test
	void timeIsThatOfTheMedianRun() {
		ManualClock clock = new ManualClock();
		int[] runs = { 0 };
		WorldModel champion = new FunctionModel(HELPS, () -> clock.advanceMillis(10));
		WorldModel challenger = new FunctionModel(HELPS, () -> clock.advanceMillis((++runs[0] % 3 == 0) ? 500 : 10));
		assertThat(checks(champion, challenger).time(clock).passed()).isTrue();
	}

	@Test
	void nothingPassesWithoutWindows() {
		ChallengerChecks checks = checks(best((window) -> 15), best((window) -> 15));
		float[][] none = new float[0][];
		assertThat(List.of(checks.signs(none), checks.actions(none), checks.alternation(none)))
			.noneMatch(Check::passed);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, FRAMES * 4 - 4 })
	void refusesWindowsOfAnotherSize(int size) {
		ChallengerChecks checks = checks(best((window) -> 15), best((window) -> 15));
		float[][] windows = { new float[FRAMES * 4], new float[size] };
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> checks.signs(windows))
			.withMessageContaining("windows[1]: expected 32 values, found " + size);
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> checks.alternation(windows));
	}

	@Test
	void modelThatIsNotFiniteIsNotPlannedWith() {
		try (WorldModel good = OnnxWorldModel.load(TestModels.random("a", 1));
				WorldModel bad = OnnxWorldModel.load(TestModels.diverged("b"))) {
			List<Check> found = checks(good, bad).all(windows(3, (w) -> 10), 1, new ManualClock(), () -> false);
			assertThat(found).extracting(Check::name).containsExactly("finite");
			assertThat(checks(good, good).all(windows(3, (w) -> 10), 1, new ManualClock(), () -> false))
				.allMatch(Check::passed)
				.extracting(Check::name)
				.containsExactly("finite", "time", "signs", "actions", "alternation");
		}
	}

	@Test
	void checksCanBeStopped() {
		ChallengerChecks checks = checks(best((window) -> 15), best((window) -> 15));
		assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> checks.all(windows(3, (w) -> 10), 1, new ManualClock(), () -> true));
	}

	/** Who tries a model reads what who trained it has found. */
	@Test
	void resultsGoWithTheModel() {
		ModelPackage plain = TestModels.random("a", 1);
		Check passed = new Check("signs", true, "that more PRBs help", "100 %");
		Check failed = new Check("time", false, "at most 15.00 ms", "16.00 ms");
		ModelPackage good = CheckResults.into(plain, List.of(passed));
		assertThat(CheckResults.refusal(good.manifest())).isEmpty();
		assertThat(good.manifest().digest()).isEqualTo(plain.manifest().digest());
		assertThat(CheckResults.refusal(CheckResults.into(plain, List.of(passed, failed)).manifest()))
			.isEqualTo("time: expected at most 15.00 ms, found 16.00 ms");
		assertThat(CheckResults.refusal(plain.manifest())).startsWith("checks: expected those of learn train");
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> CheckResults
				.refusal(plain.manifest().judged(plain.manifest().calibration(), Map.of("checks", "all good"))))
			.withMessageContaining("metrics.checks");
	}

	@Test
	void realModelsPassAgainstThemselves() {
		try (WorldModel model = OnnxWorldModel.load(TestModels.random("a", 1));
				WorldModel same = OnnxWorldModel.load(TestModels.random("b", 1))) {
			ChallengerChecks checks = checks(model, same);
			float[][] windows = windows(12, (w) -> 5 + w);
			assertThat(List.of(checks.signs(windows), checks.actions(windows), checks.alternation(windows)))
				.allMatch(Check::passed);
			assertThat(checks.actions(windows).found()).isEqualTo("0.0 % of 12 windows, the same effect");
		}
	}

}
