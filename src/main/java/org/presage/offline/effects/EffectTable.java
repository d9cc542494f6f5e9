/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.TextTable;

/** Effects for people. */
public final class EffectTable {

	private static final String NONE = "–";

	private EffectTable() {
	}

	/**
	 * Prints a result.
	 * @param details also the effects of each pair and change
	 */
	public static void print(EffectResult result, boolean details, PrintWriter out) {
		out.printf(Locale.ROOT,
				"effect of %s on the next KPIs: %,d windows in %d clusters (%s), adjusted for %d frames%n"
						+ "%d levels%s; %d pairs can be compared, %d cannot; %d kinds of change%n%n",
				result.action(), result.windows(), result.clusters(), result.clusteredBy(), result.stateSteps(),
				result.levels().size(), result.binned() ? " (bins of many values)" : "", result.pairs().size(),
				result.refused().size(), result.changes().size());
		agreement(result, out);
		placebos(result, out);
		if (details) {
			Map<String, Map<String, EffectResult.Effect>> pairs = new LinkedHashMap<>();
			result.pairs().forEach((pair) -> pairs.put(name(pair.from(), pair.to()), pair.perKpi()));
			effects("pair", pairs, out);
			Map<String, Map<String, EffectResult.Effect>> changes = new LinkedHashMap<>();
			result.changes().forEach((change) -> changes.put(name(change.from(), change.to()), change.perKpi()));
			effects("change", changes, out);
			overlap(result, out);
		}
		out.flush();
	}

	private static void agreement(EffectResult result, PrintWriter out) {
		TextTable table = new TextTable("model", ">effects", ">rank correlation", ">error", ">of none", ">noise",
				">sign right", ">changes: rank", ">error", ">of none");
		result.agreement().forEach((name, both) -> {
			EffectResult.Agreement adjusted = both.adjusted();
			EffectResult.Agreement changes = both.changes();
			if (adjusted != null) {
				table.row(name, adjusted.effects(), bounded(adjusted.rankCorrelation()), bounded(adjusted.error()),
						bounded(adjusted.errorVsNone()), digits(adjusted.noise()), digits(adjusted.signRight()),
						(changes != null) ? bounded(changes.rankCorrelation()) : NONE,
						(changes != null) ? digits(changes.error().value()) : NONE,
						(changes != null) ? digits(changes.errorVsNone().value()) : NONE);
			}
		});
		table.print(out);
		out.printf("%nin brackets: 95 %% interval over clusters; noise: at most the error of a perfect model%n%n");
	}

	private static void placebos(EffectResult result, PrintWriter out) {
		TextTable table = new TextTable("placebo", ">effects", ">intervals without 0", ">root mean square",
				">standard error");
		result.placebos()
			.forEach((name, placebo) -> table.row(name.replace('_', ' '), placebo.effects(),
					String.format(Locale.ROOT, "%.1f %%", 100 * placebo.outside()), digits(placebo.rms()),
					digits(placebo.noise())));
		table.print(out);
	}

	private static void effects(String kind, Map<String, Map<String, EffectResult.Effect>> effects, PrintWriter out) {
		Set<String> models = effects.values()
			.stream()
			.flatMap((perKpi) -> perKpi.values().stream())
			.flatMap((effect) -> effect.predicted().keySet().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		TextTable table = new TextTable(Stream.concat(Stream.of(kind, "KPI", ">effect", ">95 % interval", ">naive"),
				models.stream().map((name) -> ">" + name)));
		effects
			.forEach((name,
					perKpi) -> perKpi.forEach((kpi,
							effect) -> table.row(Stream.concat(Stream.of(name, kpi, digits(effect.effect()),
									digits(effect.low()) + " to " + digits(effect.high()), digits(effect.naive())),
									models.stream().map((model) -> digits(effect.predicted().get(model)))))));
		out.println();
		table.print(out);
	}

	private static void overlap(EffectResult result, PrintWriter out) {
		TextTable table = new TextTable("pair", ">windows", ">share", ">effective, lower", ">effective, higher",
				">clipped");
		result.pairs()
			.forEach((pair) -> table.row(name(pair.from(), pair.to()), pair.windows(), digits(pair.share()),
					Math.round(pair.effectiveFrom()), Math.round(pair.effectiveTo()), digits(pair.clipped())));
		result.refused().forEach((pair) -> table.row(name(pair.from(), pair.to()), pair.reason()));
		out.println();
		table.print(out);
	}

	private static String name(double from, double to) {
		return String.format(Locale.ROOT, "%.4g to %.4g", from, to);
	}

	private static String bounded(EffectResult.Bounded bounded) {
		return digits(bounded.value()) + " (" + digits(bounded.low()) + " to " + digits(bounded.high()) + ")";
	}

	private static String digits(@Nullable Double value) {
		return (value == null || Double.isNaN(value)) ? NONE : String.format(Locale.ROOT, "%.3f", value);
	}

}
