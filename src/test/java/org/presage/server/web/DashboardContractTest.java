/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.presage.api.ExplainJson;
import org.presage.control.Decision;

import static org.assertj.core.api.Assertions.assertThat;

/** Field names and order of what the page reads; docs/dashboard.md describes them. */
class DashboardContractTest {

	private static final DecisionJson.Summary HELD = new DecisionJson.Summary(1, 2, "LATE", "", null, 3, null);

	private static final DecisionJson.Summary PLANNED = new DecisionJson.Summary(1, 2, "PLANNED", "", 4, 3,
			new DecisionJson.Scores(5, Double.NaN));

	private static final DecisionJson.Plan PLAN = new DecisionJson.Plan(new int[] { 3, 5 }, 7, Map.of("Delay", 0.5),
			Map.of("Delay", new ExplainJson.Band(List.of(1f), List.of(Float.NaN), List.of(3f), null)),
			List.of(new Decision.SliceShare("1-000001", 5)), List.of("SINR"));

	private static final CellsView.Row ROW = new CellsView.Row("n", "c", "", 1, 2, Float.NaN, Double.NaN, null, null);

	private static final Meters.Values METERS = new Meters.Values(new Meters.Latency(3L, 5.0, List.of()), Map.of(),
			Map.of(), 1, 2, 3, 4, Double.NaN, List.of());

	private static JsonNode json(Object answer) {
		return WebServer.JSON.readTree(Answers.JSON.writeValueAsBytes(answer));
	}

	static List<Arguments> answers() {
		String summary = "id interval_end_ms outcome detail prbs latency_ms";
		String row = "node cell slice age_ms frames prbs_in_force surprise false_data";
		String meters = "latency decisions controls deadline_missed calls_refused models_changed "
				+ "models_refused surprise coverage";
		return List.of(Arguments.of(HELD, summary), Arguments.of(PLANNED, summary + " score hold_score"),
				Arguments.of(new DecisionJson(HELD, "m", 3, null, null), summary + " model iterations"),
				Arguments.of(new DecisionJson(PLANNED, "m", 3, new DecisionJson.Control(1, "SENT", 2, null, ""), PLAN),
						summary + " score hold_score model iterations control plan rollouts terms predicted shares imputed_kpis"),
				Arguments.of(new DecisionJson.Control(1, "SENT", 2, null, ""),
						"decision_id status asked_prbs seen_prbs cause"),
				Arguments
					.of(new CellsView.Cells(1, 2, 3, Map.of(), List.of(ROW)), "total matching offset outcomes cells"),
				Arguments.of(ROW, row),
				Arguments.of(
						new CellsView.Row("n", "c", "", 1, 2, 3, 4, "frozen", new CellsView.Last("LATE", "", null, 5)),
						row + " outcome detail prbs latency_ms"),
				Arguments.of(new CellView.Cell(ROW, 1, 100, List.of(), null, List.of()),
						row + " interval_end_ms step_ms kpis recent"),
				Arguments.of(new CellView.KpiValues("Delay", "ms", null, List.of()), "name unit surprise values"),
				Arguments.of(new CellView.Recent(PLANNED, 7), summary + " score hold_score age_ms"),
				Arguments.of(new StatusView.Status(4, 1, 2, 3, null, METERS),
						"grpc_port cells budget_ms surprise_limit model " + meters),
				Arguments.of(new StatusView.Model("m", "ms3m", 32, 8, 100, "PRBs", 1, 51, List.of()),
						"version architecture window horizon step_ms action action_min action_max kpis"),
				Arguments.of(new StatusView.ModelKpi("Delay", "ms", 1, "log1p", null), "name unit weight transform"),
				Arguments.of(new StatusView.ModelKpi("Delay", "ms", 1, "log1p", new StatusView.Sla(null, 5.0)),
						"name unit weight transform sla_min sla_max"),
				Arguments.of(METERS.latency(), "count total_ms buckets"),
				Arguments.of(new Meters.Latency(null, null, List.of()), "buckets"),
				Arguments.of(new Meters.Bucket(1, 2), "le_ms count"),
				Arguments.of(new Meters.Coverage(0.9, 1, 2, 3), "level sent uncorrected scale"),
				Arguments.of(new ModelsView.Models(true, List.of()), "switchable models"),
				Arguments.of(new ModelsView.Row("f", 1, true, false, "", null), "file bytes in_force before error"),
				Arguments.of(
						new ModelsView.Row("f", 1, true, false, "", new ModelsView.Label("m", "ms3m", "2026", 32, 8)),
						"file bytes in_force before error version architecture created window horizon"),
				Arguments.of(new ModelsView.Served("m"), "version"),
				Arguments.of(new LearningView.Learning(false, false, "", "", "", "", 0, null, List.of(), null),
						"learns keeps version phase challenger missing share models"),
				Arguments.of(
						new LearningView.Learning(true, true, "m", "shadow", "c", "", 0,
								new LearningView.Shadow(1, 2, 3, 4, 5, 6, 7, 8, 9), List.of(),
								new LearningView.Store(1, 2, Map.of(), new int[0][], new int[0], Map.of(), Map.of())),
						"learns keeps version phase challenger missing share shadow models store"),
				Arguments.of(new LearningView.Shadow(1, 2, 3, 4, 5, 6, 7, 8, 9),
						"windows champion challenger least most coverage changes changed_champion changed_challenger"),
				Arguments.of(new LearningView.Model("f", "v", "p", "levels", "t", "2026", "rejected", "r"),
						"file version parent mode trigger created verdict reason"),
				Arguments.of(new LearningView.Model("f", "v", "p", "levels", "t", "2026", null, ""),
						"file version parent mode trigger created reason"),
				Arguments.of(new LearningView.Store(1, 2, Map.of(), new int[0][], new int[0], Map.of(), Map.of()),
						"frames windows results strata hours groups excitation"),
				Arguments.of(new LearningView.Serving("v"), "version"),
				Arguments.of(new LearningView.Taken(true), "taken"),
				Arguments.of(new ProblemException.Problem("f", "e", "x", "m"), "field expected found message"));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void fieldsKeepNamesAndOrder(Object answer, String fields) {
		assertThat(json(answer).propertyNames()).containsExactly(fields.split(" "));
	}

	@Test
	void unknownNumberIsNull() {
		assertThat(json(ROW).path("prbs_in_force").isNull()).isTrue();
		assertThat(json(ROW).path("surprise").isNull()).isTrue();
		assertThat(json(HELD).path("prbs").isNull()).isTrue();
		assertThat(json(PLANNED).path("hold_score").isNull()).isTrue();
		assertThat(json(PLAN).at("/predicted/Delay/low/0").isNull()).isTrue();
		assertThat(json(PLAN).at("/shares/0").propertyNames()).containsExactly("slice", "prbs");
		assertThat(json(new StatusView.Status(4, 1, 2, 3, null, METERS)).path("model").isNull()).isTrue();
	}

}
