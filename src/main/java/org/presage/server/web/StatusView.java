/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.JsonResult;
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

	private final IntSupplier grpcPort;

	StatusView(ModelRegistry registry, ControlSettings settings, CellRoster roster, Meters meters,
			IntSupplier grpcPort) {
		this.registry = registry;
		this.settings = settings;
		this.roster = roster;
		this.meters = meters;
		this.grpcPort = grpcPort;
	}

	/** The program; the model is null if none serves. Nodes attach to the gRPC port. */
	@JsonResult
	record Status(int grpcPort, int cells, double budgetMs, double surpriseLimit, @JsonInclude @Nullable Model model,
			@JsonUnwrapped Meters.Values meters) {
	}

	/** The model that serves, and the bounds of its actions. */
	@JsonResult
	record Model(String version, String architecture, int window, int horizon, long stepMs, String action,
			double actionMin, double actionMax, List<ModelKpi> kpis) {
	}

	/**
	 * A KPI with its weight in the reward, and the transform by which the model sees it.
	 */
	@JsonResult
	record ModelKpi(String name, String unit, double weight, String transform, @JsonUnwrapped @Nullable Sla sla) {
	}

	/** Its bounds in the SLA; null for none. */
	@JsonResult
	record Sla(@JsonInclude @Nullable Double slaMin, @JsonInclude @Nullable Double slaMax) {
	}

	ServerResponse show(ServerRequest request) throws InterruptedException {
		ModelManifest manifest = this.registry.manifest();
		return Answers
			.json(new Status(this.grpcPort.getAsInt(), this.roster.cells().size(), this.settings.budgetNs() / 1e6,
					this.settings.surpriseLimit(), (manifest != null) ? model(manifest) : null, this.meters.show()));
	}

	private Model model(ModelManifest manifest) {
		KpiSchema schema = manifest.schema();
		return new Model(manifest.version(), manifest.network().architecture(), manifest.network().window(),
				manifest.network().horizon(), schema.stepMs(), schema.action(),
				Math.max(manifest.actionMin(), this.settings.actions().min()),
				Math.min(manifest.actionMax(), this.settings.actions().max()),
				schema.kpis().stream().map((kpi) -> kpi(schema, kpi)).toList());
	}

	private ModelKpi kpi(KpiSchema schema, Kpi kpi) {
		double weight = this.settings.objective()
			.weights()
			.getOrDefault(kpi.name(), schema.reward().getOrDefault(kpi.name(), 0.0));
		List<SlaRule> rules = schema.sla().stream().filter((rule) -> rule.kpi().equals(kpi.name())).toList();
		return new ModelKpi(kpi.name(), kpi.unit(), weight, kpi.transform().name().toLowerCase(Locale.ROOT),
				rules.isEmpty() ? null : new Sla(rules.getFirst().min(), rules.getFirst().max()));
	}

}
