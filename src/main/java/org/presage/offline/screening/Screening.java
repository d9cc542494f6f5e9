/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Imagines what policies would do over recorded windows. Owned by one thread; the
 * policies are the caller's to close.
 */
public final class Screening {

	/** Blocks that the bounds are meant to rest on. */
	private static final int BLOCKS = 64;

	private static final int REPLICATES = 1000;

	private final WorldModel model;

	private final Dataset data;

	private final ControlSettings control;

	private final ScreeningSettings settings;

	private final List<ScreenedPolicy> policies = new ArrayList<>();

	private final RecordedWindows windows;

	private final StratifiedSample sample;

	private final BlockBootstrap bootstrap;

	private final double tailShare;

	private double familiar;

	/**
	 * @param model that is asked
	 * @param data as {@link Dataset#Dataset} with the model's window, horizon and scaler
	 * @param control whose reward is expected
	 * @param policies to screen beside holding the last allocation, each of another name
	 * @throws DataException if there is nothing to screen with
	 */
	public Screening(WorldModel model, Dataset data, ControlSettings control, List<ScreenedPolicy> policies,
			ScreeningSettings settings) {
		this.model = model;
		this.data = data;
		this.control = control;
		this.settings = settings;
		this.policies.add(new HoldLast());
		this.policies.addAll(policies);
		requireNames();
		int length = this.policies.stream()
			.mapToInt(ScreenedPolicy::window)
			.reduce(model.manifest().network().window(), Math::max);
		if (settings.injectFrames() > length) {
			throw new InvalidInputException("injectFrames", "at most the window of " + length, settings.injectFrames());
		}
		this.windows = new RecordedWindows(data, length, settings.testPartOnly());
		boolean[] tail = this.windows.tail();
		this.tailShare = share(tail);
		this.sample = StratifiedSample.draw(tail, settings.windows(), settings.stress(), settings.seed());
		requireStrata();
		this.bootstrap = new BlockBootstrap(this.windows.blocks(this.sample.index(), BLOCKS), REPLICATES,
				settings.seed());
	}

	private void requireNames() {
		Set<String> names = new HashSet<>();
		for (ScreenedPolicy policy : this.policies) {
			if (!names.add(policy.name())) {
				throw new InvalidInputException("policies", "each name once", "\"" + policy.name() + "\" twice");
			}
		}
	}

	private void requireStrata() {
		if (this.settings.stress() > 0 && (share(this.sample.tail()) == 0 || share(this.sample.tail()) == 1)) {
			throw new DataException("stress " + this.settings.stress(), "windows of the tail and others",
					"a sample of " + this.sample.size() + " from " + this.windows.count() + " windows, "
							+ Math.round(100 * this.tailShare) + " % of them in the tail");
		}
	}

	private static double share(boolean[] flags) {
		int set = 0;
		for (boolean flag : flags) {
			set += flag ? 1 : 0;
		}
		return (flags.length > 0) ? (double) set / flags.length : 0;
	}

	/**
	 * Runs to the end.
	 * @throws CancellationException if the listener asks for it
	 */
	public ScreeningReport run(ScreeningListener listener) {
		ModelManifest manifest = this.model.manifest();
		KpiSchema schema = manifest.schema();
		List<ScreeningReport.Scenario> scenarios = new ArrayList<>();
		List<String> notes = notes();
		try (Rollout rollout = new Rollout(this.model, this.control.reward(schema, manifest.scaler()), this.policies)) {
			scenarios.add(scenario(rollout, null, 0, listener));
			for (Injection injection : this.settings.injections()) {
				scenarios.add(scenario(rollout, injection, scenarios.size(), listener));
				List<String> skipped = injection.skipped(schema);
				if (!skipped.isEmpty()) {
					notes.add(injection + " would also change " + skipped + ", which the frames do not have");
				}
			}
		}
		int[] targets = schema.frameIndices();
		return new ScreeningReport(manifest.version(), manifest.network().architecture(), this.data.horizon(),
				schema.stepMs(), names(schema, targets), units(schema, targets), this.windows.count(),
				this.sample.size(), this.tailShare, this.settings.stress(), this.bootstrap.blocks(),
				List.copyOf(scenarios), List.copyOf(notes));
	}

	private static List<String> names(KpiSchema schema, int[] targets) {
		return Arrays.stream(targets).mapToObj((k) -> schema.kpi(k).name()).toList();
	}

	private static List<String> units(KpiSchema schema, int[] targets) {
		return Arrays.stream(targets).mapToObj((k) -> schema.kpi(k).unit()).toList();
	}

	private List<String> notes() {
		List<String> notes = new ArrayList<>(this.data.trace().notes());
		if (this.windows.leftOut() > 0) {
			notes.add(this.windows.leftOut() + " windows without a known allocation were left out");
		}
		if (this.model.manifest().schema().sla().isEmpty()) {
			notes.add("the model has no SLA; it predicts no violation");
		}
		if (this.bootstrap.blocks() < BlockBootstrap.MIN_BLOCKS) {
			notes.add("the windows are " + this.bootstrap.blocks() + " blocks, too few for bounds: at least "
					+ BlockBootstrap.MIN_BLOCKS + " are needed");
		}
		return notes;
	}

	private ScreeningReport.Scenario scenario(Rollout rollout, @Nullable Injection injection, int number,
			ScreeningListener listener) {
		List<Outcomes> outcomes = new ArrayList<>();
		this.policies.forEach((policy) -> outcomes
			.add(new Outcomes(this.sample.size(), this.data.horizon(), this.model.manifest().schema().targets())));
		long total = (1L + this.settings.injections().size()) * this.sample.size();
		for (int from = 0; from < this.sample.size(); from += rollout.capacity()) {
			if (listener.cancelled()) {
				throw new CancellationException("the screening was cancelled");
			}
			int to = Math.min(this.sample.size(), from + rollout.capacity());
			rollout.follow(situations(from, to, injection), from, outcomes);
			listener.progress((long) number * this.sample.size() + to, total,
					() -> summary(injection, outcomes, false));
		}
		return summary(injection, outcomes, true);
	}

	private List<Situation> situations(int from, int to, @Nullable Injection injection) {
		List<Situation> situations = new ArrayList<>();
		for (int i = from; i < to; i++) {
			Situation situation = this.windows.situation(this.sample.index()[i]);
			if (injection != null) {
				injection.apply(this.data.schema(), situation.frames(), situation.rows(), this.settings.injectFrames());
			}
			situations.add(situation);
		}
		return situations;
	}

	private ScreeningReport.Scenario summary(@Nullable Injection injection, List<Outcomes> outcomes, boolean complete) {
		Estimates estimates = new Estimates(this.sample, this.data.horizon(), complete ? this.bootstrap : null);
		Outcomes reference = outcomes.getFirst();
		if (injection == null) {
			this.familiar = estimates.familiarSpread(reference);
		}
		List<ScreeningReport.PolicyReport> reports = new ArrayList<>();
		for (int p = 0; p < outcomes.size(); p++) {
			Outcomes one = outcomes.get(p);
			reports.add(new ScreeningReport.PolicyReport(this.policies.get(p).name(),
					estimates.of(one, reference, true, this.familiar),
					(this.settings.stress() > 0) ? estimates.of(one, reference, false, this.familiar) : null,
					complete ? estimates.worst(one, this.windows, this.settings.worst()) : List.of()));
		}
		return new ScreeningReport.Scenario((injection != null) ? injection.toString() : ScreeningReport.RECORDED,
				List.copyOf(reports));
	}

}
