/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.kpi.Standardizer;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Estimates beside the true effects, which branches of the simulator's states give. The
 * recorded policy gives longer queues more PRBs.
 */
class EffectsOnSimulatorTest {

	/** Recordings, from other seeds each; {@code -Drecordings=12} measures. */
	private static final int RECORDINGS = Integer.getInteger("recordings", 2);

	private static final int NETWORKS = 6;

	private static final int STEPS = 250;

	private final List<ConfoundedTrace> traces = new ArrayList<>();

	private final List<EffectResult> results = new ArrayList<>();

	private @Nullable Standardizer scaler;

	/** Estimates of one kind, and the recorded means, beside the truth. */
	private static final class Errors {

		private int effects;

		private int covered;

		private double squares;

		private double naive;

		private double none;

		void add(EffectResult.Effect effect, double truth) {
			this.effects++;
			this.covered += (effect.low() <= truth && truth <= effect.high()) ? 1 : 0;
			this.squares += Math.pow(effect.effect() - truth, 2);
			this.none += truth * truth;
			if (effect.naive() != null) {
				this.naive += Math.pow(effect.naive() - truth, 2);
			}
		}

		double coverage() {
			return (double) this.covered / this.effects;
		}

		double error() {
			return Math.sqrt(this.squares / this.none);
		}

		double naiveError() {
			return Math.sqrt(this.naive / this.none);
		}

	}

	private void record() {
		for (int r = 0; r < RECORDINGS; r++) {
			ConfoundedTrace trace = new ConfoundedTrace(NETWORKS, STEPS, 11 + r);
			Dataset data = trace.dataset(6, (r == 0) ? null : this.scaler);
			this.scaler = data.scaler();
			this.traces.add(trace);
			this.results.add(new EffectStudy(data, Split.ALL.segments(data), List.of(), EffectSettings.DEFAULT)
				.run("standard deviations"));
		}
	}

	/** Over all recordings: the intervals are about the effect in any network. */
	private double truth(double from, double to, String kpi, boolean changed) {
		return this.traces.stream()
			.flatMapToDouble((trace) -> trace.effects(Objects.requireNonNull(this.scaler), ConfoundedTrace.level(from),
					ConfoundedTrace.level(to), kpi, changed))
			.average()
			.orElse(Double.NaN);
	}

	@Test
	void findsTheTrueEffectsWhereRecordedMeansAreBiased() {
		record();
		assertThat(truth(6, 15, "Delay", false)).isLessThan(-0.3);
		assertThat(Objects.requireNonNull(this.results.getFirst().pairs().getFirst().perKpi().get("Delay")).naive())
			.as("the wrong sign: busy cells were given more")
			.isPositive();
		Errors adjusted = new Errors();
		Errors changes = new Errors();
		for (EffectResult result : this.results) {
			assertThat(result.pairs()).hasSize(6);
			assertThat(result.changes()).hasSize(12);
			result.pairs()
				.forEach((pair) -> pair.perKpi()
					.forEach((kpi, effect) -> adjusted.add(effect, truth(pair.from(), pair.to(), kpi, false))));
			result.changes()
				.forEach((change) -> change.perKpi()
					.forEach((kpi, effect) -> changes.add(effect, truth(change.from(), change.to(), kpi, true))));
			assertThat(placebo(result, "permuted_actions").rms()).isLessThan(0.06);
		}
		// KPIs depend on each other: the share of one recording varies much.
		double outside = this.results.stream()
			.mapToDouble((result) -> placebo(result, "past_kpis").outside())
			.average()
			.orElse(Double.NaN);
		System.out.printf(Locale.ROOT, "placebos of the past outside their intervals: %.3f%n", outside);
		assertThat(outside).isLessThan(0.1);
		System.out.printf(Locale.ROOT,
				"%d effects: error %.3f of none, intervals cover %.3f, recorded means %.3f; %d at changes: error %.3f%n",
				adjusted.effects, adjusted.error(), adjusted.coverage(), adjusted.naiveError(), changes.effects,
				changes.error());
		assertThat(adjusted.error()).isLessThan(0.15);
		assertThat(adjusted.coverage()).isBetween(0.85, 1.0);
		assertThat(adjusted.naiveError()).isGreaterThan(0.6);
		assertThat(changes.error()).isLessThan(0.3);
	}

	private static EffectResult.Placebo placebo(EffectResult result, String name) {
		return Objects.requireNonNull(result.placebos().get(name));
	}

}
