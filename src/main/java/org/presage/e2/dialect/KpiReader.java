/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.UeReport;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

/**
 * Reads the KPIs of a schema from indications of one dialect, and tells of what cannot be
 * true.
 */
public final class KpiReader {

	private final KpiSchema schema;

	private final List<Target> targets = new ArrayList<>();

	private final Consumer<String> implausible;

	/** What can come of the subscription that was asked about last. */
	private @Nullable List<Measurement> asked;

	private boolean[] reportable = {};

	KpiReader(Dialect dialect, KpiSchema schema, Consumer<String> implausible) {
		this.schema = schema;
		this.implausible = implausible;
		for (Rule rule : dialect.kpis()) {
			int index = schema.indexOf(rule.kpi());
			if (index < 0) {
				continue;
			}
			Kpi kpi = schema.kpi(index);
			if (!kpi.unit().equals(rule.unit())) {
				throw new InvalidInputException("dialect " + dialect.name() + ", kpis[" + rule.kpi() + "].unit",
						'"' + kpi.unit() + '"', '"' + rule.unit() + '"');
			}
			Double min = rule.min();
			Double max = rule.max();
			this.targets.add(new Target(rule, index, (min != null) ? min : kpi.min(), (max != null) ? max : kpi.max()));
		}
	}

	/**
	 * The KPIs of a message: of its newest row that is complete.
	 * @param message of format 1, or of format 3 with a report for each device; of format
	 * 2 nothing is taken
	 * @param subscribed what was asked for, in its order; of use if the message does not
	 * tell what its values are
	 * @return {@code [F]} in the schema's order and units; NaN: absent, or not plausible
	 */
	public float[] kpis(IndicationMessage message, List<Measurement> subscribed) {
		List<Columns> reports = switch (message) {
			case Report report -> List.of(Columns.of(report, subscribed));
			case IndicationMessage.UeReports ues ->
				ues.reports().stream().map(UeReport::report).map((report) -> Columns.of(report, subscribed)).toList();
			case IndicationMessage.ConditionalReport conditional -> List.of();
		};
		float[] kpis = new float[this.schema.size()];
		Arrays.fill(kpis, Float.NaN);
		for (Target target : this.targets) {
			if (Float.isNaN(kpis[target.index])) {
				kpis[target.index] = plausible(target, overUes(target.rule, reports));
			}
		}
		return kpis;
	}

	/**
	 * Which KPIs can come of a subscription.
	 * @param subscribed what was asked for; nothing: all that the dialect reads
	 * @return per KPI of a frame; a new array if that has changed
	 */
	boolean[] reportable(List<Measurement> subscribed) {
		if (subscribed != this.asked) {
			Set<String> names = subscribed.stream()
				.map((one) -> String.valueOf(one.name()))
				.collect(Collectors.toSet());
			boolean[] found = new boolean[this.schema.size()];
			for (Target target : this.targets) {
				found[target.index] |= names.isEmpty() || target.rule.measurements()
					.stream()
					.allMatch((measurement) -> names.contains(String.valueOf(measurement.name())));
			}
			this.asked = subscribed;
			this.reportable = found;
		}
		return this.reportable;
	}

	private static double overUes(Rule rule, List<Columns> reports) {
		Columns.Mean mean = new Columns.Mean();
		reports.forEach((report) -> report.addTo(mean, rule));
		return mean.value(rule.overUes() == Rule.OverUes.SUM);
	}

	private float plausible(Target target, double value) {
		if (Double.isNaN(value)) {
			return Float.NaN;
		}
		// As the schema's: a sum over devices may be above a bound in its last bits.
		float scaled = (float) target.rule.scaled(value);
		if (scaled >= (float) target.min && scaled <= (float) target.max) {
			return scaled;
		}
		this.implausible.accept(target.rule.source());
		return Float.NaN;
	}

	private record Target(Rule rule, int index, double min, double max) {
	}

}
