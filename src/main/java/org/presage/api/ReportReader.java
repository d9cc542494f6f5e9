/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.Slice;
import org.presage.api.v1.TransitionFrame;
import org.presage.base.InvalidInputException;
import org.presage.base.NameText;
import org.presage.e2.dialect.IndicationReader;
import org.presage.kpi.CellId;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * Checks reports against a schema and makes frames of them. A report is taken whole or
 * refused whole; only values whose name the schema does not know are left out.
 * Thread-safe.
 */
public final class ReportReader {

	private static final String INTERVAL_END = "interval_end";

	private static final int MAX_TEXT = 128;

	private static final int MAX_KPIS = 256;

	private static final long MAX_NCI = (1L << 36) - 1;

	private final KpiSchema schema;

	private final Map<String, Integer> places = new HashMap<>();

	private final BiConsumer<String, Supplier<InvalidInputException>> implausible;

	/**
	 * @param implausible receives the name of each KPI whose value is out of its range,
	 * which is absent then, and what it may throw to refuse the report
	 */
	public ReportReader(KpiSchema schema, BiConsumer<String, Supplier<InvalidInputException>> implausible) {
		this.schema = schema;
		this.implausible = implausible;
		for (int k = 0; k < schema.size(); k++) {
			this.places.put(schema.kpi(k).name(), k);
		}
	}

	public KpiSchema schema() {
		return this.schema;
	}

	/**
	 * @param ignored receives the names that the schema does not know
	 * @param kpm reads what the node sent as bytes; for the same schema
	 * @throws InvalidInputException naming the field, what was expected and what was
	 * found
	 */
	public KpiFrame read(E2Report report, long nowMs, List<String> ignored, KpmReports kpm) {
		CellId cell = cellId(report.getNodeId(), report.getCell(), report.hasSlice() ? report.getSlice() : null);
		if (report.hasKpm()) {
			if (report.getKpisCount() > 0) {
				throw new InvalidInputException("kpm", "kpis or kpm", "both");
			}
			IndicationReader.Indication indication = kpm.read(report.getKpm());
			long endMs = report.hasIntervalEnd() ? endMs(report.hasIntervalEnd(), report.getIntervalEnd())
					: kpm.endMs(cell, indication, report.getKpm().getDialect(), nowMs);
			checkEnd(endMs);
			return new KpiFrame(cell, report.getSequence(), endMs, indication.values(), indication.known(),
					indication.reportable());
		}
		long endMs = endMs(report.hasIntervalEnd(), report.getIntervalEnd());
		checkEnd(endMs);
		float[] values = values(report.getKpisList(), ignored);
		return new KpiFrame(cell, report.getSequence(), endMs, values);
	}

	private static long endMs(boolean isThere, Timestamp end) {
		if (!isThere) {
			throw new InvalidInputException(INTERVAL_END, "a time after 1970", "none");
		}
		if (!Timestamps.isValid(end)) {
			throw new InvalidInputException(INTERVAL_END,
					"seconds up to the year 9999 and nanos of 0 to 999,999,999 (google.protobuf.Timestamp)",
					end.getSeconds() + " s and " + end.getNanos() + " ns");
		}
		return Timestamps.toMillis(end);
	}

	private static void checkEnd(long endMs) {
		if (endMs <= 0) {
			throw new InvalidInputException(INTERVAL_END, "a time after 1970", Instant.ofEpochMilli(endMs));
		}
	}

	/**
	 * A frame from outside of the control loop.
	 * @param ignored receives the names that the schema does not know
	 * @throws InvalidInputException naming the field, what was expected and what was
	 * found
	 */
	public KpiFrame read(CellId cell, TransitionFrame frame, List<String> ignored) {
		long endMs = endMs(frame.hasIntervalEnd(), frame.getIntervalEnd());
		checkEnd(endMs);
		return new KpiFrame(cell, 0, endMs, values(frame.getKpisList(), ignored));
	}

	/**
	 * The values of one frame.
	 * @param ignored receives the names that the schema does not know
	 * @return physical values in the schema's order, NaN absent
	 * @throws InvalidInputException naming the field, what was expected and what was
	 * found
	 */
	public float[] values(List<KpiValue> kpis, List<String> ignored) {
		if (kpis.size() > MAX_KPIS) {
			throw new InvalidInputException("kpis", "at most " + MAX_KPIS, kpis.size());
		}
		float[] values = new float[this.schema.size()];
		Arrays.fill(values, Float.NaN);
		for (KpiValue value : kpis) {
			Integer place = this.places.get(value.getName());
			if (place == null) {
				text("kpis[].name", value.getName());
				ignored.add(value.getName());
			}
			else {
				values[place] = value(this.schema.kpi(place), value.getValue(), values[place]);
			}
		}
		return values;
	}

	/**
	 * Whose KPIs they are.
	 * @param slice null for the whole cell
	 * @throws InvalidInputException naming the field, what was expected and what was
	 * found
	 */
	public static CellId cellId(String node, CellIdentity cell, @Nullable Slice slice) {
		text("node_id", node);
		return new CellId(node, cell(cell), (slice != null) ? SliceIds.text(slice) : "");
	}

	private float value(Kpi kpi, double value, float already) {
		String field = "kpis[" + kpi.name() + "].value";
		if (!Float.isNaN(already)) {
			throw new InvalidInputException(field, "one value", "two");
		}
		if (!Double.isFinite(value)) {
			throw new InvalidInputException(field, "a finite number (leave an absent KPI out)", value);
		}
		if (!kpi.admits((float) value)) {
			this.implausible.accept(kpi.name(),
					() -> new InvalidInputException(field, kpi.min() + " to " + kpi.max() + " " + kpi.unit(), value));
			return Float.NaN;
		}
		return (float) value;
	}

	private static String cell(CellIdentity cell) {
		return switch (cell.getIdentityCase()) {
			case NAME -> text("cell.name", cell.getName());
			case NR_CGI -> {
				String plmn = cell.getNrCgi().getPlmn();
				if (!plmn.matches("[0-9]{5,6}")) {
					throw new InvalidInputException("cell.nr_cgi.plmn", "5 or 6 digits", '"' + plmn + '"');
				}
				long nci = cell.getNrCgi().getNci();
				if (nci < 0 || nci > MAX_NCI) {
					throw new InvalidInputException("cell.nr_cgi.nci", "0 to " + MAX_NCI, Long.toUnsignedString(nci));
				}
				yield plmn + "-" + Long.toHexString(nci);
			}
			case IDENTITY_NOT_SET -> throw new InvalidInputException("cell", "nr_cgi or name", "neither");
		};
	}

	private static String text(String field, String text) {
		InvalidInputException problem = NameText.problem(field, text, MAX_TEXT);
		if (problem != null) {
			throw problem;
		}
		return text;
	}

}
