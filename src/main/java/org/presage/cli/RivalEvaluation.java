/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.benchmark.RivalStudy.PlanningModel;
import org.presage.benchmark.RivalStudy;
import org.presage.benchmark.RivalsReport;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.offline.report.RivalsPage;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TrainingEngine;

/** Runs {@code evaluate --closed-loop --rivals} and prints how far it is. */
final class RivalEvaluation implements RivalStudy.Progress {

	private static final long QUIET_NS = 5_000_000_000L;

	private final Clock clock;

	private final PrintWriter out;

	private final PrintWriter progress;

	private long printedNs;

	RivalEvaluation(Clock clock, ReportOptions report) {
		this.clock = clock;
		this.out = report.out();
		this.progress = report.progress();
		this.printedNs = clock.nanoTime() - QUIET_NS;
	}

	/**
	 * Runs the policies.
	 * @param packages the first one is Presage's
	 */
	RivalsReport run(List<ModelPackage> packages, ControlSettings settings, RivalStudy.Size size)
			throws InterruptedException {
		TrainingEngine.require("evaluate --rivals");
		List<ModelManifest> manifests = packages.stream().map(ModelPackage::manifest).toList();
		List<String> names = JudgedModels.names(manifests, RivalStudy.policies());
		for (int i = 1; i < packages.size(); i++) {
			requireSameTask(names.get(i), manifests.getFirst().schema(), manifests.get(i).schema());
		}
		List<PlanningModel> models = new ArrayList<>();
		try {
			for (int i = 0; i < packages.size(); i++) {
				models.add(serving((i == 0) ? RivalStudy.PRESAGE : names.get(i), packages.get(i)));
			}
			models.add(serving(Architectures.VARX, RivalStudy.varx(manifests.getFirst())));
			done("fitted VARX", Double.NaN, Double.NaN);
			return new RivalStudy(models, settings, size, this.clock, this).run();
		}
		finally {
			models.forEach((model) -> model.registry().close());
		}
	}

	/**
	 * What is planned for must be what is scored. A network has learnt its SLA; of the
	 * reward it knows nothing.
	 */
	private static void requireSameTask(String name, KpiSchema first, KpiSchema other) {
		try {
			first.requireSameFrames(other);
			if (!first.sla().equals(other.sla())) {
				throw new InvalidInputException("schema.sla", first.sla().toString(), other.sla());
			}
		}
		catch (InvalidInputException ex) {
			throw ex.inside("--rivals: model " + name + ": ").hinted("Train it with the schema of the first --model");
		}
	}

	private static PlanningModel serving(String name, ModelPackage source) {
		ModelRegistry registry = new ModelRegistry();
		registry.serve(OnnxWorldModel.load(source));
		return new PlanningModel(name, registry);
	}

	@Override
	public void finished(RivalStudy.Size size, RivalsReport.LoadResult result) {
		RivalTables.print(size, result, this.out);
	}

	@Override
	public void done(String what, double share, double leftSeconds) {
		if (Double.isNaN(share)) {
			this.progress.println(what);
		}
		else if (this.clock.nanoTime() - this.printedNs >= QUIET_NS) {
			this.printedNs = this.clock.nanoTime();
			this.progress.printf(Locale.ROOT, "%3.0f %%, about %s left: %s%n", 100 * share, left(leftSeconds), what);
		}
		this.progress.flush();
	}

	private static String left(double seconds) {
		return (seconds < 100) ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
	}

	/** Writes the page; nothing if no file was named. */
	static void page(RivalsReport report, String made, @Nullable Path file) throws IOException {
		if (file != null) {
			RivalsPage.write(file, made, RivalTables.chart(report), RivalTables.notes(report),
					RivalTables.tables(report));
		}
	}

}
