/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.CellPlanner;
import org.presage.control.ControlSettings;
import org.presage.control.FirstIteration;
import org.presage.control.LoopMetrics;
import org.presage.control.ModelTrial;
import org.presage.server.config.PresageProperties;
import org.presage.server.config.SettingKeys;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Whether the model can be read, serves what is asked for, and runs fast enough. */
final class ModelCheck implements Check {

	private static final int RUNS = 15;

	private final PresageProperties properties;

	private final Clock clock;

	ModelCheck(PresageProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "model";
	}

	@Override
	public void look(Findings findings) {
		Path file = this.properties.model().file();
		try {
			ModelPackage source = ModelFiles.read(file);
			ModelManifest manifest = source.manifest();
			findings.ok("%s (%s, window %d, horizon %d, PRBs %.0f to %.0f), digests as its manifest says".formatted(
					manifest.version(), manifest.network().architecture(), manifest.network().window(),
					manifest.network().horizon(), manifest.actionMin(), manifest.actionMax()));
			window(manifest, findings);
			gaps(manifest, findings);
			Device device = this.properties.model().device();
			try (OnnxWorldModel model = OnnxWorldModel.load(source, device)) {
				device(model, device, findings);
				objective(model, findings);
				time(model, findings);
			}
		}
		catch (ModelException ex) {
			findings.fail(String.valueOf(ex.getMessage()),
					"Put a package at presage.model.path that presage train or presage model reexport has written.");
		}
	}

	private void window(ModelManifest manifest, Findings findings) {
		int kept = this.properties.loop().windowCapacity();
		if (manifest.network().window() > kept) {
			findings.fail(
					"its window has " + manifest.network().window() + " frames, " + kept
							+ " are kept: every cell would be held",
					"Set presage.loop.window-capacity to " + manifest.network().window() + " or more.");
		}
	}

	/** The model has seen other windows in training than it gets here. */
	private void gaps(ModelManifest manifest, Findings findings) {
		int here = this.properties.loop().gapSteps();
		Integer there = manifest.training().gapSteps();
		if (there != null && there != here) {
			findings.warn(
					"windows restart after a pause of more than " + here
							+ " steps, those of its training after more than " + there,
					"Set presage.loop.gap-steps to " + there + ", or train with gapSteps: " + here + " in the schema.");
		}
	}

	private static void device(OnnxWorldModel model, Device asked, Findings findings) {
		String runtime = "ONNX Runtime " + OnnxWorldModel.runtime() + ", on " + model.device();
		if (model.fellBack()) {
			findings.warn(runtime + " although cuda is asked for",
					"A build with the Maven profile cuda, an NVIDIA driver and a visible GPU are needed; or set "
							+ "presage.model.device to auto.");
		}
		else {
			findings.ok(runtime + ", as presage.model.device=" + asked.name().toLowerCase(Locale.ROOT) + " asks for");
		}
	}

	private void objective(WorldModel model, Findings findings) {
		ControlSettings settings = this.properties.settings();
		for (InvalidInputException problem : ModelTrial.contradictions(settings, model.manifest(), SettingKeys.NAMES)) {
			findings.fail(problem.getMessage() + ": the model would not be used",
					"Change the setting, or serve another model; an environment variable cannot tell capital letters.");
		}
		try (CellPlanner planner = new CellPlanner(model, settings, this.clock,
				new LoopMetrics(new SimpleMeterRegistry()))) {
			findings
				.ok("objective and limits fit its KPIs; " + planner.batch() + " windows are best planned in one call");
		}
		catch (InvalidInputException ex) {
			findings.fail(ex.getMessage() + ": the model would not be used",
					"Name KPIs of the model under presage.reward and presage.slices.");
		}
	}

	/** One iteration of a search beside the budget of all of them. */
	private void time(WorldModel model, Findings findings) {
		List<FirstIteration.Times> runs = new ArrayList<>();
		long budgetNs = this.properties.settings().budgetNs();
		try (FirstIteration iteration = new FirstIteration(model, this.properties.settings(), this.clock)) {
			for (int run = 0; run < RUNS; run++) {
				runs.add(iteration.run());
			}
			long totalNs = median(runs, FirstIteration.Times::totalNs);
			String proposing = iteration.proposes() ? String.format(Locale.ROOT, "proposing %.2f ms, ",
					median(runs, FirstIteration.Times::proposeNs) / 1e6) : "";
			String took = String.format(Locale.ROOT,
					"encoding takes %.2f ms, %simagining %d plans %.2f ms, together %.2f ms of the budget of %.0f ms",
					median(runs, FirstIteration.Times::encodeNs) / 1e6, proposing, iteration.plans(),
					median(runs, FirstIteration.Times::imagineNs) / 1e6, totalNs / 1e6, budgetNs / 1e6);
			judge(took, totalNs, budgetNs, findings);
		}
	}

	private static long median(List<FirstIteration.Times> runs, ToLongFunction<FirstIteration.Times> part) {
		return runs.stream().mapToLong(part).sorted().skip(RUNS / 2).findFirst().orElseThrow();
	}

	private static void judge(String took, long totalNs, long budgetNs, Findings findings) {
		if (totalNs > budgetNs) {
			findings.fail(took + ": every decision would be late",
					"A larger presage.loop.budget, a smaller presage.planner.population, or a smaller model.");
		}
		else if (totalNs > budgetNs / 2) {
			findings.warn(took + ": one iteration at most",
					"A larger presage.loop.budget, a smaller presage.planner.population, or a smaller model.");
		}
		else {
			findings.ok(took);
		}
	}

}
