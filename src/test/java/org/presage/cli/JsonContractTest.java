/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.api.ExplainJson;
import org.presage.benchmark.BranchStudy;
import org.presage.benchmark.ComparedRun;
import org.presage.benchmark.ComparedSet;
import org.presage.benchmark.FloorStudy;
import org.presage.benchmark.LoadResult;
import org.presage.benchmark.Estimate;
import org.presage.benchmark.LoopReport;
import org.presage.benchmark.PlannerBench;
import org.presage.benchmark.RegretResult;
import org.presage.benchmark.RegretSummary;
import org.presage.benchmark.RivalsReport;
import org.presage.offline.data.SplitStatement;
import org.presage.offline.effects.EffectResult;
import org.presage.offline.evaluation.ModelResult;
import org.presage.offline.evaluation.PackageResult;
import org.presage.learning.Check;
import org.presage.offline.training.ChallengerTraining;
import org.presage.server.doctor.Finding;
import org.presage.worldmodel.ModelLineage;

import static org.assertj.core.api.Assertions.assertThat;

/** Field names and order of the machine-readable results (DESIGN, section 9). */
class JsonContractTest {

	private static final ResultHead.Model MODEL = new ResultHead.Model("m", "ms3m");

	private static final RegretResult.Judged JUDGED = new RegretResult.Judged(Map.of(), List.of(), 1, 2, 3);

	private static final ResultHead HEAD = new ResultHead("1", "c", new ResultHead.Machine("cpu", 3, 5), 7, MODEL);

	private static final LoadResult LOAD = new LoadResult(3, 100, false, 9,
			new LoadResult.Answers(9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1.5), 12, 13);

	private static final PlannerBench.PlannerResult PLANNER = new PlannerBench.PlannerResult("cpu", 5, 1, 2, 3, 4, 5, 6,
			7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, null);

	private static final ModelResult.Test TEST = new ModelResult.Test(-1, 0.5, 3, 7);

	private static final ModelResult.Totals TOTALS = new ModelResult.Totals(1, 2, 3, 3.5, 4, List.of(), List.of(),
			List.of(), List.of(), Map.of("90", 0.9), Map.of(), 0.1, 0.2, List.of(), List.of());

	private static final String DECISION = "decision source time_ms node cell slice interval_end_ms outcome detail "
			+ "model_version policies";

	private static final ReplayReport.Result REPLAYED = new ReplayReport.Result(1, "s", 2, "n", "c", "", 3, "LATE", "",
			"m", List.of(), null);

	private static final ReplayReport.Plan AGAIN = new ReplayReport.Plan(new int[] { 3, 5 }, 1, 2,
			Map.of("Delay", 0.5));

	private static final SplitStatement.Count COUNT = new SplitStatement.Count(3, 5, 1);

	private static final DatasetSummary TRAINED_ON = new DatasetSummary(5, 1, 100, 3, 0, 0, 3, 2,
			new SplitStatement.Parts("r", 0, 0, COUNT, COUNT, COUNT), List.of(), 1, 51, List.of());

	private static final ChallengerTraining.Pair BESIDE = new ChallengerTraining.Pair(
			new ChallengerTraining.Judged(3, 0.5, 0.4, 0.7, 0.9),
			new ChallengerTraining.Judged(3, 0.6, 0.5, 0.8, 0.91));

	private static final LearnTrainCommand.Result CHALLENGED = new LearnTrainCommand.Result("s", "c", "o", "n", 0.2,
			new ModelLineage("p", "v", "full", "t", 1, 2, 3), 5, 7, 11, 13, 8, 6, 1.5, 9,
			List.of(new Check("time", true, "e", "f")), new LearnTrainCommand.Scores(BESIDE, BESIDE));

	private static final ExplainJson.About ABOUT = new ExplainJson.About("m", "ms3m", null, 2, 3, null, "DECIDED",
			List.of());

	private static final ExplainJson.Predicted PREDICTED = new ExplainJson.Predicted(List.of(), 1, Map.of(), List.of(),
			Map.of());

	private static final ExplainJson EXPLAINED = new ExplainJson(ABOUT,
			new ExplainJson.Latents(List.of(), List.of(), List.of(), "context", List.of(), List.of()), PREDICTED,
			new ExplainJson.Sensitivity("score per PRB", List.of(), List.of(), List.of(), List.of(), List.of()), null);

	private static final ExplainJson.Neighbour NEIGHBOUR = new ExplainJson.Neighbour("n/c", 0.5, "USED", 1, List.of(),
			Map.of());

	private static final EffectResult EFFECTS = new EffectResult("PRBs", "u", 7, "series", 12, 3, false, List.of(),
			List.of(), List.of(), List.of(), Map.of(), Map.of());

	private static final EffectResult.Bounded BOUNDED = new EffectResult.Bounded(1, 2, 3);

	private static final EffectResult.Agreement AGREEMENT = new EffectResult.Agreement(5, BOUNDED, BOUNDED, BOUNDED, 1,
			2);

	private static final RivalsReport RIVALS = new RivalsReport(1, 2, List.of(), List.of(),
			new RivalsReport.DelayTarget(1, 2, 3), new RivalsReport.Learning(1, 2, List.of(), 3, 4),
			new RivalsReport.Learning(1, 2, List.of(), 3, null));

	private static final RivalsReport.Point POINT = new RivalsReport.Point(1, new Estimate(1, 2, 3),
			new Estimate(1, 2, 3), new Estimate(1, 2, 3));

	private static JsonNode json(Object result) {
		return JsonMapper.shared().readTree(JsonFile.text(result));
	}

	static List<Arguments> results() {
		return List.of(Arguments.of(HEAD, "version commit machine seed model"),
				Arguments.of(HEAD.machine(), "cpu cores memory"), Arguments.of(MODEL, "version architecture"),
				Arguments.of(LOAD,
						"cells period_ms burst sent answered p50_ms p99_ms p999_ms max_ms followed added_p50_ms "
								+ "added_p99_ms added_p999_ms deadline_missed held rejected iterations_mean "
								+ "cpu_us_per_decision alloc_bytes_per_decision"),
				Arguments.of(PLANNER,
						"device cells_per_call plans rollouts iterations p50_ms p99_ms p999_ms encode_p50_ms "
								+ "encode_p99_ms propose_p50_ms propose_p99_ms imagine_p50_ms imagine_p99_ms "
								+ "search_p50_ms gflop_per_plan gflops matmul_peak_gflops efficiency"),
				Arguments.of(new PlannerBench.NeighbourCost(6, 1, new Estimate(1, 2, 3)), "count alone_p50_ms ratio"),
				Arguments.of(new RegretResult(1, 2, 3, JUDGED, List.of()),
						"windows windows_without_gain reference_samples objective optimisers"),
				Arguments.of(JUDGED, "weights limits min_prbs max_prbs max_step"),
				Arguments.of(new RegretResult.Bound("k", 1.0, null, 0.1), "kpi min epsilon"),
				Arguments.of(new RegretResult.Bound("k", null, 2.0, 0.1), "kpi max epsilon"),
				Arguments.of(new RegretResult.Optimiser("default", true, 1, 0, 2, 3, 4, 5),
						"name proposals rollouts calls knots regret_mean regret_p95 p50_ms"),
				Arguments.of(new LoopReport(1, 2, List.of(), 0.5, "loss", null, "a", Map.of(), POINT.prbs()),
						"cells steps seeds load drift answers policies ceiling_share"),
				Arguments.of(new LoopReport(1, 2, List.of(), 0.5, null, Map.of(), null, Map.of(), null),
						"cells steps seeds load slices policies"),
				Arguments.of(new LoopReport.Limit("1-000001", 100), "s_nssai delay_limit_ms"),
				Arguments.of(new LoopReport.PolicyResult(1, List.of(), 2, 3, 5, null, null),
						"reward_mean reward_by_seed delay_over_limit prbs_mean alternating"),
				Arguments.of(new LoopReport.PolicyResult(1, List.of(), 2, 3, 5, 4.0, Map.of()),
						"reward_mean reward_by_seed delay_over_limit prbs_mean alternating cells_over_limit slices"),
				Arguments.of(new LoopReport.SliceResult(1, 2, 3, 4),
						"reward_mean delay_over_limit prbs_mean alternating"),
				Arguments.of(new BranchStudy.ActionEffect(1, 2, 3), "branches sign_right error_vs_none"),
				Arguments.of(new DoctorCommand.Report("1", "c", true, List.of()), "version commit ok findings"),
				Arguments.of(new Finding("ports", Finding.Level.WARN, "f", "r"), "check level found remedy"),
				Arguments.of(REPLAYED, DECISION), Arguments.of(AGAIN, "plan score hold_score terms"),
				Arguments.of(
						new ReplayReport.Result(1, "s", 2, "n", "c", "", 3, "PLANNED", "", "m", List.of(),
								new ReplayReport.Both(1, 2, "x", AGAIN, AGAIN, true)),
						DECISION + " iterations rollouts window_sha256 recorded replayed same"),
				Arguments.of(new ExplainCommand.Result("s", EXPLAINED, null), "subject about latents plan sensitivity"),
				Arguments.of(
						new ExplainCommand.Result("s", EXPLAINED.withoutLatents(),
								new ExplainJson.WhatIf(ABOUT, PREDICTED, null, PREDICTED, List.of())),
						"subject about plan sensitivity what_if"),
				Arguments.of(new ExplainJson.WhatIf(ABOUT, PREDICTED, PREDICTED, PREDICTED, List.of()),
						"about present hold alternative projected"),
				Arguments.of(ABOUT, "model architecture frames window plan_origin policies"),
				Arguments.of(new ExplainJson.About("m", "ms3m", 1L, 2, 3, 4.0, "DECIDED", List.of()),
						"model architecture interval_end_ms frames window in_force plan_origin policies"),
				Arguments.of(PREDICTED, "prbs score terms sla_probability kpis"),
				Arguments.of(EXPLAINED.latents(),
						"context prior_mean prior_log_deviation plane_of plane explained_variance"),
				Arguments.of(new ExplainJson(ABOUT, null, PREDICTED, EXPLAINED.sensitivity(), List.of(NEIGHBOUR)),
						"about plan sensitivity neighbours"),
				Arguments.of(NEIGHBOUR, "cell share standing age prbs effect"),
				Arguments.of(EXPLAINED.sensitivity(), "unit low_prbs high_prbs derivative terms by_step_and_term"),
				Arguments.of(new ExplainJson.Projected(1, 2, 3, "r"), "step requested prbs reason"),
				Arguments.of(new ExplainJson.Band(List.of(), List.of(), List.of(), null), "mean low high"),
				Arguments.of(new ExplainJson.Band(List.of(), List.of(), List.of(), List.of()),
						"mean low high uncorrected"),
				Arguments.of(new ComparedSet(1, 2, 3, 4, 5, List.of()),
						"rows series train_windows test_windows epochs runs"));
	}

	static List<Arguments> resultsOfStudies() {
		return List.of(Arguments.of(RIVALS, "cells steps seeds loads delay_target ppo sac"),
				Arguments.of(RIVALS.delayTarget(), "target_ms up down"),
				Arguments.of(RIVALS.ppo(), "samples chosen_after curve presage_reward samples_to_presage"),
				Arguments.of(RIVALS.sac(), "samples chosen_after curve presage_reward"),
				Arguments.of(new RivalsReport.LearningPoint(1, 2), "samples reward"),
				Arguments.of(new RivalsReport.LoadResult(1, Map.of(), Map.of(), null), "load policies curves"),
				Arguments.of(new RivalsReport.Policy("constant", POINT, List.of(), POINT.prbs()),
						"curve point reward_by_seed presage_gain"),
				Arguments.of(POINT, "knob reward delay_over_limit prbs"),
				Arguments.of(new RivalsReport.Ceiling(1, 2, Map.of(), Map.of(), POINT.prbs(), "varx", POINT.prbs()),
						"cells steps policies shares oracle_gain best ceiling_share"),
				Arguments.of(POINT.reward(), "mean low high"),
				Arguments.of(EFFECTS,
						"action unit windows clustered_by clusters state_steps binned levels pairs refused changes "
								+ "agreement placebos"),
				Arguments.of(new EffectResult.Pair(3, 5, 7, 0.5, 1, 2, 0.1, Map.of()),
						"from to windows share effective_from effective_to clipped per_kpi"),
				Arguments.of(new EffectResult.Effect(1, 2, 3, 4, 5.0, Map.of()),
						"effect standard_error low high naive predicted"),
				Arguments.of(new EffectResult.Change(3, 5, 7, 9, Map.of()), "from to windows controls per_kpi"),
				Arguments.of(AGREEMENT, "effects rank_correlation error error_vs_none noise sign_right"),
				Arguments.of(new EffectResult.Agreements(AGREEMENT, null), "adjusted"),
				Arguments.of(new EffectResult.Placebo(1, 2, 3, 4), "effects outside rms noise"),
				Arguments.of(new TraceEvaluation.EffectSet("x", List.of(), EFFECTS),
						"name notes action unit windows clustered_by clusters state_steps binned levels pairs refused "
								+ "changes agreement placebos"));
	}

	static List<Arguments> resultsOfOtherCommands() {
		return List.of(
				Arguments.of(new SimulateCommand.Result("t.csv", 15, 3, 0, 5, 100, 0.5, List.of(0.5), "explore"),
						"out rows cells slices steps step_ms load loads policy"),
				Arguments.of(new SimulateCommand.Result("t.csv", 30, 3, 0, 5, 100, null, List.of(0.5, 1.0), "explore"),
						"out rows cells slices steps step_ms loads policy"),
				Arguments.of(new ReplayCommand.Result("h:1", 5, 1, 5, Map.of(), 0, null, null),
						"target frames series answered outcomes rejected"),
				Arguments.of(new ReplayCommand.Result("h:1", 5, 1, 3, Map.of(), 1, "f", "i"),
						"target frames series answered outcomes rejected first_rejection interruption"),
				Arguments.of(new ModelReexportCommand.Result("a", "b", 0), "in out max_difference"),
				Arguments.of(new PolicyCheckCommand.Result(List.of(), List.of()), "policies in_force"),
				Arguments.of(new PolicyCheckCommand.Checked("p", "s", "v", true, null, "", List.of()),
						"id scope validity enforced reason overridden"),
				Arguments.of(new E2VerifyCommand.Result(true, List.of()), "ok files"),
				Arguments.of(new E2VerifyCommand.Verified("f", 3, 5, 7, Map.of(), List.of()),
						"file ok failed read_only grammars failures"),
				Arguments.of(new E2VerifyCommand.Failure(3, "w"), "line wrong"),
				Arguments.of(new TrainCommand.Result(TRAINED_ON, null), "data"),
				Arguments.of(
						new TrainCommand.Result(TRAINED_ON,
								new TrainCommand.Trained("m.presage", 3, 5, 4, "cpu", 1.5, 7, 9, Map.of(), null)),
						"data out parameters epochs best_epoch device seconds positions_per_second memory_mib scores"),
				Arguments.of(CHALLENGED,
						"store champion out challenger excitation lineage stored nodes parameters trained epochs best_epoch "
								+ "seconds memory_mib checks anchor recent"),
				Arguments.of(BESIDE, "champion challenger"),
				Arguments.of(BESIDE.champion(), "windows crps crps_calibrated rmse coverage90"),
				Arguments.of(CHALLENGED.lineage(), "parent parentVersion mode trigger fromMs toMs windows"),
				Arguments.of(TRAINED_ON,
						"rows series step_ms gap_steps gaps missing_rows window horizon split kpis action_min action_max notes"),
				Arguments.of(new DatasetSummary.KpiSummary("SINR", "dB", 0, 1.0, 2.0, 3.0, false, false),
						"name unit absent min mean max action masked"));
	}

	@ParameterizedTest
	@MethodSource({ "results", "resultsOfStudies", "resultsOfOtherCommands" })
	void fieldsKeepNamesAndOrder(Object result, String fields) {
		assertThat(json(result).propertyNames()).containsExactly(fields.split(" "));
	}

	@Test
	void headAndResultAreOneObject() {
		JsonNode loop = json(new CommandResult<>(HEAD, new BenchLoopCommand.Result("grpc", LOAD, 2)));
		assertThat(loop.propertyNames()).startsWith("version", "commit", "machine", "seed", "model", "edge", "cells")
			.endsWith("alloc_bytes_per_decision", "gc_pause_max_ms");
		JsonNode scale = json(new CommandResult<>(HEAD, new BenchScaleCommand.Result(100, true, 5, List.of(), 3)));
		assertThat(scale.propertyNames()).endsWith("period_ms", "burst", "reference_samples", "points", "max_cells");
		assertThat(json(BenchScaleCommand.Point.of(LOAD, RegretSummary.NONE)).propertyNames()).endsWith(
				"alloc_bytes_per_decision", "judged", "without_gain", "regret_mean", "regret_error", "regret_p95",
				"served");
		JsonNode planner = json(new CommandResult<>(HEAD, new BenchPlannerCommand.Result("paper", PLANNER)));
		assertThat(planner.path("preset").asString()).isEqualTo("paper");
		assertThat(planner.path("efficiency").asDouble()).isEqualTo(17);
	}

	@Test
	void headWithoutModelOmitsIt() {
		assertThat(json(CommandResult.of(7, null, LOAD)).has("model")).isFalse();
	}

	@Test
	void numberThatDoesNotExistIsNaN() {
		JsonNode json = json(new RegretResult.Optimiser("cem", false, 1, 0, 2, Double.NaN, 0.5, 3));
		assertThat(json.path("regret_mean").asString()).isEqualTo("NaN");
		assertThat(json.path("regret_p95").isNumber()).isTrue();
	}

	@Test
	void evaluationKeepsItsFields() {
		ModelResult result = new ModelResult(TOTALS, 5,
				Map.of("Delay",
						new ModelResult.KpiResult(1, 2, 3, 3.5, 4, 5, Map.of(), Map.of(), 6, 7,
								new ModelResult.KpiSteps(List.of(), List.of(), List.of(), List.of(), List.of(),
										List.of()),
								null)),
				new ModelResult.OnChange(3, TOTALS, Map.of()), List.of(),
				new ModelResult.Rolling(500,
						new ModelResult.Modes(new ModelResult.Range(1, 2, 3), new ModelResult.Range(4, 5, 6)),
						Map.of()),
				List.of(new ModelResult.ActionBin(1, 2, 3, 4)),
				new PackageResult("m", "ms3m", 16, 8, "2026", true, 0L, null),
				Map.of("vs_varx", new ModelResult.Tests(TEST, TEST, Map.of(), List.of(TEST))));
		String totals = "rmse mae crps crps_calibrated winkler90 rmse_by_step mae_by_step crps_by_step "
				+ "coverage90_by_step coverage width "
				+ "skill_vs_persistence skill_vs_varx skill_vs_persistence_by_step skill_vs_varx_by_step";
		JsonNode json = json(result);
		assertThat(json.propertyNames())
			.containsExactly((totals + " rmse_on_action_change per_kpi on_action_change pit rolling_coverage90 "
					+ "coverage_by_action package diebold_mariano")
				.split(" "));
		assertThat(json.path("on_action_change").propertyNames())
			.containsExactly(("windows " + totals + " per_kpi").split(" "));
		assertThat(json.path("per_kpi").path("Delay").propertyNames()).containsExactly("rmse", "mae", "crps",
				"crps_calibrated", "winkler90", "coverage90", "coverage", "width", "skill_vs_persistence",
				"skill_vs_varx", "by_step");
		assertThat(json.path("rolling_coverage90").propertyNames()).containsExactly("span", "fixed", "online",
				"per_kpi");
		assertThat(json.path("diebold_mariano").path("vs_varx").propertyNames()).containsExactly("statistic", "p_value",
				"lag", "windows", "on_action_change", "per_kpi", "by_step");
		assertThat(json.path("coverage_by_action").get(0).propertyNames()).containsExactly("from", "to", "forecasts",
				"coverage90");
		JsonNode model = json.path("package");
		assertThat(model.propertyNames()).containsExactly("version", "architecture", "window", "horizon", "created",
				"trained_on_this_data", "judged_rows_in_train", "judged_rows_in_valid");
		assertThat(model.path("judged_rows_in_train").isIntegralNumber()).isTrue();
		assertThat(model.path("judged_rows_in_valid").asString()).isEqualTo("unknown");
	}

	@Test
	void findingHasItsLevelInLowerCase() {
		assertThat(json(new Finding("ports", Finding.Level.WARN, "f", "r")).path("level").asString()).isEqualTo("warn");
	}

	@Test
	void floorHasForecastersBesideIt() {
		JsonNode json = json(new EvaluateCommand.Floor(
				new FloorStudy.FloorResult(Map.of("varx", 0.5), 0.25, 0.2, Map.of("varx", 0.0), Map.of()), Map.of()));
		assertThat(json.propertyNames()).containsExactly("floor", "action_effects");
		assertThat(json.path("floor").propertyNames()).containsExactlyInAnyOrder("varx", "floor",
				"floor_neighbours_known", "share_from_varx_to_floor", "per_kpi");
	}

	@Test
	void comparedRunIsReadAsItWasWritten() {
		ComparedRun run = new ComparedRun("mlp", 3L, null, new ComparedRun.Cost(5, 7, 1.5, Double.NaN),
				new ComparedRun.Judged(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, Double.NaN),
				new ComparedRun.Branched(0.5, 1.5, 2.5, 3.5));
		JsonNode json = json(run);
		assertThat(json.propertyNames()).containsExactly("model", "seed", "epochs", "parameters", "train_seconds",
				"imagine_ms", "rmse", "rmse_on_action_change", "mae", "crps", "coverage90", "coverage90_min",
				"coverage90_max", "online90_min", "online90_max", "rolling_min", "rolling_max", "floor_share",
				"effect_error", "sign_delay", "sign_buffer");
		assertThat(JsonMapper.shared().treeToValue(json, ComparedRun.class)).isEqualTo(run);
	}

	@Test
	void comparedRunWithoutFiguresHasNoFields() {
		JsonNode json = JsonMapper.shared().readTree("{\"model\":\"mlp\",\"seed\":3,\"failed\":\"diverged\"}");
		ComparedRun run = JsonMapper.shared().treeToValue(json, ComparedRun.class);
		assertThat(run.judged().rmse()).isNull();
		assertThat(run.of("mlp", 3)).isTrue();
		assertThat(json(run)).isEqualTo(json);
	}

}
