/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.IndicationMessage.UeReport;
import org.presage.e2.sm.kpm.IndicationMessage.UeReports;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.KpiSchema;

/**
 * A simulated node's side of a dialect: KPIs as such a node reports them, so that a
 * {@link KpiReader} of the dialect finds them again.
 *
 * <p>
 * A KPI comes back to the precision of a float where it is the value of a measurement; a
 * mean of a distribution, and a ratio with a denominator of its own, to a millionth (of
 * the distance of two bins). Lost is what the dialect cannot say: KPIs without a rule,
 * means beyond the outermost bins, and a ratio over a measurement that is 0 or none. A
 * number that would mean "none" is written as the next one above it, which reads as the
 * same float.
 */
public final class IndicationWriter {

	private final Dialect dialect;

	private final Options options;

	/** Those with a ratio last, for its denominator may be another's measurement. */
	private final List<KpiSource> sources = new ArrayList<>();

	/**
	 * How the node reports.
	 *
	 * @param devices that a report of style 4 has, at least 1
	 * @param granularityMs interval that a report covers, at least 1
	 * @param named whether a message tells what its values are, or relies on the
	 * subscription's order
	 * @param absentNumbers whether the dialect's number for "none" is written where it
	 * has one; otherwise, and elsewhere, it is "no value"
	 */
	public record Options(int devices, long granularityMs, boolean named, boolean absentNumbers) {

		public Options {
			if (devices < 1) {
				throw new InvalidInputException("devices", "at least 1", devices);
			}
		}

	}

	/**
	 * A writer of one cell's indications.
	 * @throws org.presage.base.InvalidInputException if a rule's unit is not the schema's
	 */
	public IndicationWriter(Dialect dialect, KpiSchema schema, Options options) {
		dialect.reader(schema, (measurement) -> {
		});
		this.dialect = dialect;
		this.options = options;
		Set<String> taken = new HashSet<>();
		Set<Integer> written = new HashSet<>();
		for (boolean ratios : new boolean[] { false, true }) {
			for (Rule rule : dialect.kpis()) {
				int index = schema.indexOf(rule.kpi());
				if ((rule.ratio() != null) != ratios || index < 0 || written.contains(index)) {
					continue;
				}
				KpiSource source = new KpiSource(rule, index);
				if (source.fits(taken)) {
					taken.addAll(source.decides());
					written.add(index);
					this.sources.add(source);
				}
			}
		}
	}

	/** What the node can be asked for. */
	public List<Measurement> measurements() {
		Map<String, Measurement> measurements = new LinkedHashMap<>();
		for (KpiSource source : this.sources) {
			source.rule()
				.measurements()
				.forEach((measurement) -> measurements.putIfAbsent(String.valueOf(measurement.name()), measurement));
		}
		return List.copyOf(measurements.values());
	}

	/** All of {@link #measurements}. */
	public IndicationMessage message(float[] kpis) {
		return message(kpis, measurements());
	}

	/**
	 * An indication in the style of the dialect.
	 * @param kpis {@code [F]} in the schema's order and units; NaN: none
	 * @param asked what was subscribed to; there is no value for what the node does not
	 * have
	 * @return format 1 in style 1, format 3 with a report for each device in style 4
	 */
	public IndicationMessage message(float[] kpis, List<Measurement> asked) {
		return message(kpis, asked, this.dialect.style() != 1);
	}

	/**
	 * An indication in the style that was asked for.
	 * @param devices whether there is a report for each device
	 */
	public IndicationMessage message(float[] kpis, List<Measurement> asked, boolean devices) {
		if (!devices) {
			return report(kpis, asked, 0, 1);
		}
		return new UeReports(IntStream.range(0, this.options.devices)
			.mapToObj((ue) -> new UeReport(new UeId.GnbDu(ue, null), report(kpis, asked, ue, this.options.devices)))
			.toList());
	}

	private Report report(float[] kpis, List<Measurement> asked, int ue, int ues) {
		UeValues values = new UeValues(ue, ues, this.options.absentNumbers);
		this.sources.forEach((source) -> values.put(source, kpis[source.index()]));
		return new Report(this.options.granularityMs, this.options.named ? asked : null,
				List.of(new Row(false, values.row(asked))));
	}

}
