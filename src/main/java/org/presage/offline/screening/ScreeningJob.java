/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * A screening from files.
 *
 * @param policies to screen
 * @param models finds the package that a planner policy names, from the policy's file
 * name and that name
 * @param traces whose windows are screened
 * @param schema file of the traces' columns; null if these are named as the model's KPIs
 */
public record ScreeningJob(List<PolicyText> policies, BiFunction<String, String, Path> models, List<Path> traces,
		@Nullable Path schema, ScreeningSettings settings) {

	/**
	 * A policy as an operator wrote it.
	 *
	 * @param file says in messages where the text came from
	 * @param text YAML
	 */
	public record PolicyText(String file, String text) {
	}

	/**
	 * Runs it.
	 * @param model that is asked; not closed
	 * @param control whose reward is expected, and settings of planner policies
	 * @throws InvalidInputException if a policy cannot be used
	 * @throws org.presage.offline.data.DataException if a trace cannot be used
	 * @throws CancellationException if the listener asks for it
	 */
	public ScreeningReport run(WorldModel model, ControlSettings control, ScreeningListener listener) {
		List<ScreenedPolicy> opened = new ArrayList<>();
		try {
			for (PolicyText policy : this.policies) {
				opened.add(new ScreenedPolicyReader(model, control, (name) -> this.models.apply(policy.file, name))
					.read(policy.file, policy.text));
			}
			ModelManifest manifest = model.manifest();
			TraceSchema columns = TraceSchema.of(this.schema, manifest.schema());
			manifest.schema().requireSameFrames(columns.schema());
			Trace trace = TraceReader.read(columns, this.traces);
			Dataset data = new Dataset(trace, manifest.network().window(), manifest.network().horizon(),
					SplitRule.of(manifest.training(), trace), manifest.scaler());
			return new Screening(model, data, control, opened, this.settings).run(listener);
		}
		finally {
			opened.forEach(ScreenedPolicy::close);
		}
	}

}
