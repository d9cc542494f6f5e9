package org.presage.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.google.protobuf.util.Timestamps;

import org.presage.api.v1.About;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.LatentPosition;
import org.presage.api.v1.LatentTrack;
import org.presage.api.v1.PlanPrediction;
import org.presage.api.v1.PredictedKpi;
import org.presage.api.v1.ScoreTerm;
import org.presage.api.v1.StepSensitivity;
import org.presage.api.v1.WhatIfResponse;

/**
 * Answers as JSON has them, the same on the command line and for the web; docs/explain.md
 * describes the layout.
 */
public final class ExplainJson {

	private ExplainJson() {
	}

	public static Map<String, Object> of(ExplainCellResponse explained) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("about", about(explained.getAbout()));
		map.put("latents", latents(explained.getLatents()));
		map.put("plan", prediction(explained.getPlan()));
		List<StepSensitivity> steps = explained.getSensitivity().getStepsList();
		Map<String, Object> sensitivity = new LinkedHashMap<>();
		sensitivity.put("unit", "score per PRB");
		sensitivity.put("low_prbs", each(steps, StepSensitivity::getLow));
		sensitivity.put("high_prbs", each(steps, StepSensitivity::getHigh));
		sensitivity.put("derivative", each(steps, StepSensitivity::getDerivative));
		sensitivity.put("terms", each(steps.getFirst().getTermsList(), ScoreTerm::getName));
		sensitivity.put("by_step_and_term", each(steps, (step) -> each(step.getTermsList(), ScoreTerm::getValue)));
		map.put("sensitivity", sensitivity);
		return map;
	}

	public static Map<String, Object> of(WhatIfResponse answer) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("about", about(answer.getAbout()));
		map.put("present", prediction(answer.getPresent()));
		if (answer.hasHold()) {
			map.put("hold", prediction(answer.getHold()));
		}
		map.put("alternative", prediction(answer.getAlternative()));
		map.put("projected", each(answer.getProjectedList(), (step) -> Map.of("step", step.getStep(), "requested",
				step.getRequested(), "prbs", step.getPrbs(), "reason", step.getReason())));
		return map;
	}

	private static Map<String, Object> about(About about) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("model", about.getModelVersion());
		map.put("architecture", about.getArchitecture());
		if (about.hasIntervalEnd()) {
			map.put("interval_end_ms", Timestamps.toMillis(about.getIntervalEnd()));
		}
		map.put("frames", about.getFrames());
		map.put("window", about.getWindow());
		if (about.hasInForce()) {
			map.put("in_force", about.getInForce());
		}
		map.put("plan_origin", WireEnums.name(about.getPlanOrigin()));
		map.put("policies", List.copyOf(about.getPoliciesList()));
		return map;
	}

	private static Map<String, Object> latents(LatentTrack track) {
		List<LatentPosition> positions = track.getPositionsList();
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("context", each(positions, LatentPosition::getContextList));
		map.put("prior_mean", each(positions, LatentPosition::getPriorMeanList));
		map.put("prior_log_deviation", each(positions, LatentPosition::getPriorLogDeviationList));
		map.put("plane_of", track.getPlaneOf());
		map.put("plane", each(positions, (position) -> List.of(position.getX(), position.getY())));
		map.put("explained_variance", track.getExplainedVarianceList());
		return map;
	}

	private static Map<String, Object> prediction(PlanPrediction prediction) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("prbs", prediction.getPrbsList());
		map.put("score", prediction.getScore());
		Map<String, Object> terms = new LinkedHashMap<>();
		prediction.getTermsList().forEach((term) -> terms.put(term.getName(), term.getValue()));
		map.put("terms", terms);
		map.put("sla_probability", prediction.getSlaProbabilityList());
		Map<String, Object> kpis = new LinkedHashMap<>();
		for (PredictedKpi kpi : prediction.getPredictedList()) {
			kpis.put(kpi.getName(),
					Map.of("mean", kpi.getMeanList(), "low", kpi.getLowList(), "high", kpi.getHighList()));
		}
		map.put("kpis", kpis);
		return map;
	}

	private static <T, R> List<R> each(List<T> list, Function<T, R> part) {
		return list.stream().map(part).toList();
	}

}
