package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.control.ControlSettings;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/** The whole program in short: the model that serves, and the meters. */
final class StatusView {

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final CellRoster roster;

	private final Meters meters;

	StatusView(ModelRegistry registry, ControlSettings settings, CellRoster roster, Meters meters) {
		this.registry = registry;
		this.settings = settings;
		this.roster = roster;
		this.meters = meters;
	}

	ServerResponse show(ServerRequest request) throws InterruptedException {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("cells", this.roster.cells().size());
		answer.put("budget_ms", this.settings.budgetNs() / 1e6);
		answer.put("surprise_limit", this.settings.surpriseLimit());
		ModelManifest manifest = this.registry.manifest();
		answer.put("model", (manifest != null) ? model(manifest) : null);
		answer.putAll(this.meters.show());
		return Answers.json(answer);
	}

	private Map<String, Object> model(ModelManifest manifest) {
		KpiSchema schema = manifest.schema();
		Map<String, Object> model = new LinkedHashMap<>();
		model.put("version", manifest.version());
		model.put("architecture", manifest.network().architecture());
		model.put("window", manifest.network().window());
		model.put("horizon", manifest.network().horizon());
		model.put("step_ms", schema.stepMs());
		model.put("action", schema.action());
		model.put("action_min", Math.max(manifest.actionMin(), this.settings.actions().min()));
		model.put("action_max", Math.min(manifest.actionMax(), this.settings.actions().max()));
		model.put("kpis", schema.kpis().stream().map((kpi) -> kpi(schema, kpi)).toList());
		return model;
	}

	private Map<String, Object> kpi(KpiSchema schema, Kpi kpi) {
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("name", kpi.name());
		told.put("unit", kpi.unit());
		told.put("weight",
				this.settings.objective()
					.weights()
					.getOrDefault(kpi.name(), schema.reward().getOrDefault(kpi.name(), 0.0)));
		List<SlaRule> rules = schema.sla().stream().filter((rule) -> rule.kpi().equals(kpi.name())).toList();
		if (!rules.isEmpty()) {
			told.put("sla_min", rules.getFirst().min());
			told.put("sla_max", rules.getFirst().max());
		}
		return told;
	}

}
