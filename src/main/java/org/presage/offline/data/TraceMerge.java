/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.kpi.SlaRule;

/**
 * Several sources as one trace. Its KPIs are those of all sources; what a source does not
 * report is absent in its series, masked on the way in and in the loss.
 */
public final class TraceMerge {

	private TraceMerge() {
	}

	/**
	 * @param traces at least one, of the same interval and action
	 * @throws InvalidInputException if sources disagree about interval, gaps, action, or
	 * a KPI's unit or transform
	 */
	public static Trace of(List<Trace> traces) {
		if (traces.size() == 1) {
			return traces.getFirst();
		}
		int gapSteps = traces.getFirst().gapSteps();
		traces.forEach((trace) -> requireSame("gapSteps", gapSteps, trace.gapSteps(), trace.schema()));
		KpiSchema merged = schema(traces.stream().map(Trace::schema).toList());
		List<Series> series = new ArrayList<>();
		List<String> notes = new ArrayList<>();
		StringBuilder fingerprint = new StringBuilder();
		for (Trace trace : traces) {
			trace.series().forEach((each) -> series.add(widen(each, trace.schema(), merged)));
			trace.notes().forEach((note) -> notes.add(trace.schema().name() + ": " + note));
			fingerprint.append(fingerprint.isEmpty() ? "" : "+").append(trace.fingerprint());
		}
		return new Trace(merged, List.copyOf(series), fingerprint.toString(), List.copyOf(notes), gapSteps);
	}

	private static KpiSchema schema(List<KpiSchema> schemas) {
		KpiSchema first = schemas.getFirst();
		Map<String, Kpi> kpis = new LinkedHashMap<>();
		Map<String, SlaRule> sla = new LinkedHashMap<>();
		Map<String, Double> reward = new LinkedHashMap<>();
		OutageRule outage = first.outage();
		for (KpiSchema schema : schemas) {
			requireSame("stepMs", first.stepMs(), schema.stepMs(), schema);
			requireSame("action", first.action(), schema.action(), schema);
			for (Kpi kpi : schema.kpis()) {
				Kpi known = kpis.getOrDefault(kpi.name(), kpi);
				requireSame("kpis[" + kpi.name() + "].unit", known.unit(), kpi.unit(), schema);
				requireSame("kpis[" + kpi.name() + "].transform", known.transform(), kpi.transform(), schema);
				kpis.put(kpi.name(), new Kpi(kpi.name(), kpi.unit(), Math.min(known.min(), kpi.min()),
						Math.max(known.max(), kpi.max()), kpi.transform()));
			}
			schema.sla().forEach((rule) -> sla.putIfAbsent(rule.kpi(), rule));
			schema.reward().forEach(reward::putIfAbsent);
			outage = (outage != null) ? outage : schema.outage();
		}
		return new KpiSchema(String.join("+", schemas.stream().map(KpiSchema::name).toList()), first.stepMs(),
				first.action(), List.copyOf(kpis.values()), List.copyOf(sla.values()), reward, outage);
	}

	private static void requireSame(String field, Object expected, Object found, KpiSchema where) {
		if (!expected.equals(found)) {
			throw new InvalidInputException(where.name() + "." + field, expected + ", as in the first source", found);
		}
	}

	private static Series widen(Series narrow, KpiSchema from, KpiSchema to) {
		float[] values = new float[narrow.rows() * to.size()];
		Arrays.fill(values, Float.NaN);
		for (int k = 0; k < from.size(); k++) {
			int at = to.indexOf(from.kpi(k).name());
			for (int row = 0; row < narrow.rows(); row++) {
				values[row * to.size() + at] = narrow.values()[row * from.size() + k];
			}
		}
		String group = (narrow.group() != null) ? from.name() + "/" + narrow.group() : null;
		return new Series(from.name() + "/" + narrow.name(), narrow.timesMs(), values, group);
	}

}
