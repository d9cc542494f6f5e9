package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.control.ControlResult;
import org.presage.control.Decision;
import org.presage.control.Objective;
import org.presage.kpi.KpiSchema;

/** Decisions as JSON has them. */
final class DecisionJson {

	private DecisionJson() {
	}

	/** A line of a list. */
	static Map<String, Object> inShort(Decision decision) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("id", decision.id());
		map.put("interval_end_ms", decision.frame().intervalEndMs());
		map.put("outcome", decision.outcome().name());
		map.put("detail", decision.detail());
		map.put("prbs", (decision.prbs() != Decision.UNKNOWN) ? decision.prbs() : null);
		map.put("latency_ms", decision.latencyNs() / 1e6);
		Decision.PlanForecast forecast = decision.forecast();
		if (forecast != null) {
			map.put("score", forecast.score());
			map.put("hold_score", forecast.holdScore());
		}
		return map;
	}

	static Map<String, Object> of(Decision decision) {
		Map<String, Object> map = inShort(decision);
		map.put("model", decision.modelVersion());
		map.put("iterations", decision.iterations());
		ControlResult control = decision.control();
		if (control != null) {
			map.put("control", control(control));
		}
		Decision.PlanForecast forecast = decision.forecast();
		if (forecast != null) {
			map.put("plan", forecast.actions());
			map.put("rollouts", forecast.rollouts());
			map.put("terms", terms(forecast));
			map.put("predicted", predicted(forecast));
			map.put("shares", forecast.shares());
		}
		return map;
	}

	private static Map<String, Object> control(ControlResult control) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("decision_id", control.decisionId());
		map.put("status", control.status().name());
		map.put("asked_prbs", control.asked());
		map.put("seen_prbs", (control.seen() != Decision.UNKNOWN) ? control.seen() : null);
		map.put("cause", control.cause());
		return map;
	}

	private static Map<String, Object> terms(Decision.PlanForecast forecast) {
		List<String> names = Objective.termNames(forecast.schema());
		Map<String, Object> terms = new LinkedHashMap<>();
		for (int i = 0; i < forecast.terms().length; i++) {
			terms.put(names.get(i), forecast.terms()[i]);
		}
		return terms;
	}

	private static Map<String, Object> predicted(Decision.PlanForecast forecast) {
		KpiSchema schema = forecast.schema();
		Map<String, Object> predicted = new LinkedHashMap<>();
		for (int y = 0; y < schema.targets(); y++) {
			predicted.put(schema.kpi(schema.frameIndex(y)).name(),
					Map.of("mean", Answers.every(forecast.mean(), y, schema.targets()), "low",
							Answers.every(forecast.low(), y, schema.targets()), "high",
							Answers.every(forecast.high(), y, schema.targets())));
		}
		return predicted;
	}

}
