/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelLineage;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.TrainingProvenance;

/** Shows the manifest of a model package. */
@Command(name = "info", mixinStandardHelpOptions = true,
		description = "Check a model package and show its manifest: KPIs, sizes, range of the action, "
				+ "training, digests.")
final class ModelInfoCommand implements Callable<Integer> {

	@Parameters(index = "0", paramLabel = "FILE",
			description = "Show this model package, builtin:default or builtin:slices.")
	@SuppressWarnings("NullAway.Init")
	private Path file;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	/** The manifest. */
	@JsonResult
	record Info(String file, String version, String architecture, String created, int window, int horizon, long stepMs,
			String action, double actionMin, double actionMax, List<KpiInfo> kpis, TrainingProvenance training,
			Map<String, Object> metrics, Map<String, String> sha256,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProposalSpec proposals,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ModelLineage lineage) {
	}

	/**
	 * A KPI; its weight in the reward is 0 and its bounds are null where there are none.
	 */
	@JsonResult
	record KpiInfo(String name, String unit, double min, double max, double weight,
			@JsonInclude @Nullable Double slaMin, @JsonInclude @Nullable Double slaMax, boolean observed) {
	}

	@Override
	public Integer call() {
		ModelManifest manifest = ModelFiles.read(this.file).manifest();
		KpiSchema schema = manifest.schema();
		List<KpiInfo> kpis = schema.kpis().stream().map((kpi) -> kpi(manifest, kpi)).toList();
		PrintWriter out = this.report.out();
		out.printf("%s: %s, architecture %s, created %s%n", this.file, manifest.version(),
				manifest.network().architecture(), manifest.created());
		out.printf("window %d, horizon %d, %d ms a step; action %s, %.0f to %.0f%n%n", manifest.network().window(),
				manifest.network().horizon(), schema.stepMs(), schema.action(), manifest.actionMin(),
				manifest.actionMax());
		TextTable table = new TextTable("KPI", "unit", ">min", ">max", ">weight", "SLA", "in the training data");
		for (KpiInfo kpi : kpis) {
			table.row(kpi.name(), kpi.unit(), "%.4g".formatted(kpi.min()), "%.4g".formatted(kpi.max()),
					(kpi.weight() != 0) ? "%.3g".formatted(kpi.weight()) : "–", sla(kpi),
					kpi.observed() ? "yes" : "no");
		}
		table.print(out);
		out.println();
		TextTable facts = new TextTable("fact", "value");
		TrainingProvenance training = manifest.training();
		facts.row("trained with seed", shown(training.seed()));
		facts.row("trained on", shown(training.data()));
		facts.row("rows, windows", shown(training.rows()) + ", " + shown(training.trainWindows()));
		facts.row("gaps, of more steps than", shown(training.gaps()) + ", " + shown(training.gapSteps()));
		facts.row("epochs, best", shown(training.epochs()) + ", " + shown(training.bestEpoch()));
		facts.row("weights", shown(training.parameters()));
		ProposalSpec proposals = manifest.proposals();
		facts.row("proposes, learnt from",
				(proposals != null) ? proposals.plans() + " plans, " + proposals.contexts() + " windows" : "–");
		ModelLineage lineage = manifest.lineage();
		if (lineage != null) {
			facts.row("trained further from", lineage.parentVersion() + ", " + lineage.parent());
			facts.row("what, why", lineage.mode() + ", " + shown(lineage.trigger()));
			facts.row("on data of", Instant.ofEpochMilli(lineage.fromMs()) + " to "
					+ Instant.ofEpochMilli(lineage.toMs()) + ", " + lineage.windows() + " windows");
		}
		facts.row("SHA-256 of all files", manifest.digest());
		manifest.sha256().forEach((name, digest) -> facts.row("SHA-256 " + name, digest));
		facts.print(out);
		this.report.write(new Info(this.file.toString(), manifest.version(), manifest.network().architecture(),
				manifest.created(), manifest.network().window(), manifest.network().horizon(), schema.stepMs(),
				schema.action(), manifest.actionMin(), manifest.actionMax(), kpis, manifest.training(),
				manifest.metrics(), manifest.sha256(), proposals, manifest.lineage()));
		return ExitCodes.OK;
	}

	private static String shown(@Nullable Object value) {
		return (value != null) ? value.toString() : "–";
	}

	private static KpiInfo kpi(ModelManifest manifest, Kpi kpi) {
		KpiSchema schema = manifest.schema();
		List<SlaRule> rules = schema.sla().stream().filter((rule) -> rule.kpi().equals(kpi.name())).toList();
		return new KpiInfo(kpi.name(), kpi.unit(), kpi.min(), kpi.max(), schema.reward().getOrDefault(kpi.name(), 0.0),
				rules.isEmpty() ? null : rules.getFirst().min(), rules.isEmpty() ? null : rules.getFirst().max(),
				manifest.observed()[schema.indexOf(kpi.name())]);
	}

	private static String sla(KpiInfo kpi) {
		Double min = kpi.slaMin();
		Double max = kpi.slaMax();
		String low = (min != null) ? "≥ %.4g".formatted(min) : "";
		String high = (max != null) ? "≤ %.4g".formatted(max) : "";
		return low.isEmpty() && high.isEmpty() ? "–" : (low + ' ' + high).strip();
	}

}
