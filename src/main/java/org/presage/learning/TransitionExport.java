/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.dataformat.yaml.YAMLMapper;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.WholeFile;
import org.presage.database.DatabaseFile;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Transform;

/** Writes transitions as a trace that {@code train} reads. */
final class TransitionExport {

	private static final String CELL = "node || '/' || cell || CASE WHEN slice = '' THEN '' ELSE '/' || slice END";

	private static final String IN_ORDER = "PARTITION BY node, cell, slice ORDER BY id";

	private TransitionExport() {
	}

	/**
	 * Writes a part as a trace; returns its rows.
	 * @throws InvalidInputException naming the trace if it cannot be written
	 */
	static long write(DatabaseFile file, FrameLayout layout, StorePart part, Path trace) {
		List<String> parts = new ArrayList<>();
		if (part.hasNewest()) {
			parts.add(newest(layout));
		}
		if (part.hasReservoir()) {
			parts.add(reservoir(layout));
		}
		String rows = String.join(" UNION ALL ", parts) + " ORDER BY series, t_ms";
		long[] written = new long[1];
		try {
			WholeFile.replace(trace, (begun) -> written[0] = copy(file, rows, begun, trace));
			return written[0];
		}
		catch (IOException ex) {
			throw FileFailure.writing(trace, ex);
		}
	}

	private static long copy(DatabaseFile file, String rows, Path begun, Path trace) {
		String name = trace.toString();
		String format = name.endsWith(".parquet") ? "FORMAT parquet"
				: "FORMAT csv, HEADER" + (name.endsWith(".gz") ? ", COMPRESSION gzip" : "");
		try (PreparedStatement statement = file
			.prepare("COPY (" + rows + ") TO '" + begun.toString().replace("'", "''") + "' (" + format + ")")) {
			return statement.executeUpdate();
		}
		catch (SQLException ex) {
			throw DatabaseFile.unusable(trace, "a file that can be written", ex);
		}
	}

	private static String newest(FrameLayout layout) {
		// Times of a series increase: after a step back of the node's clock another one
		// begins.
		return "SELECT " + CELL + " AS cell_name, " + CELL + " || CASE WHEN part = 0 THEN '' ELSE '~' || part END "
				+ "AS series, interval_end_ms AS t_ms, " + columns(layout, "frame", "")
				+ " FROM (SELECT *, count(*) FILTER (back) OVER (" + IN_ORDER + ") AS part FROM (SELECT *, "
				+ "interval_end_ms <= lag(interval_end_ms) OVER (" + IN_ORDER + ") AS back FROM frames))";
	}

	private static String reservoir(FrameLayout layout) {
		int kpis = layout.schema().size();
		int length = layout.length();
		return "SELECT " + CELL + " AS cell_name, " + CELL + " || '@' || place AS series, " + "interval_end_ms - ("
				+ (length - 1) + " - i) * " + layout.schema().stepMs() + " AS t_ms, "
				+ columns(layout, "frames", "i * " + kpis + " + ") + " FROM windows, range(" + length + ") AS steps(i)";
	}

	/** An absent value is an empty field. */
	private static String columns(FrameLayout layout, String values, String offset) {
		List<String> names = layout.kpis();
		List<String> columns = new ArrayList<>();
		for (int k = 0; k < names.size(); k++) {
			String value = values + "[" + offset + (k + 1) + "]";
			columns.add("CASE WHEN isnan(" + value + ") THEN NULL ELSE " + value + " END AS \""
					+ names.get(k).replace("\"", "\"\"") + "\"");
		}
		return String.join(", ", columns);
	}

	static void writeSchema(KpiSchema schema, Path file) {
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("name", schema.name());
		keys.put("stepMs", schema.stepMs());
		keys.put("action", schema.action());
		keys.put("seriesColumn", "series");
		keys.put("groupColumn", "cell_name");
		keys.put("timeColumn", "t_ms");
		keys.put("kpis", schema.kpis().stream().map(TransitionExport::kpi).toList());
		if (!schema.sla().isEmpty()) {
			keys.put("sla", schema.sla());
		}
		keys.put("reward", schema.reward());
		if (schema.outage() != null) {
			keys.put("outage", schema.outage());
		}
		try {
			WholeFile.write(file, YAMLMapper.builder().build().writeValueAsString(keys));
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
	}

	private static Map<String, Object> kpi(Kpi kpi) {
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("name", kpi.name());
		keys.put("unit", kpi.unit());
		keys.put("min", kpi.min());
		keys.put("max", kpi.max());
		if (kpi.transform() != Transform.IDENTITY) {
			keys.put("transform", kpi.transform());
		}
		return keys;
	}

}
