/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Locale;

import org.presage.base.TextTable;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.SplitStatement;

/**
 * What a model would be trained on: rows, windows of each part, and the values of each
 * KPI.
 */
final class DatasetTables {

	private DatasetTables() {
	}

	static void print(Dataset data, PrintWriter out) {
		out.printf(Locale.ROOT, "%d rows in %d series, every %d ms; %d gaps, %d rows missing%n", data.trace().rows(),
				data.trace().series().size(), data.schema().stepMs(), data.trace().gaps(), data.trace().missingRows());
		out.printf(Locale.ROOT, "windows of %d rows seen and %d predicted:%n%n", data.window(), data.horizon());
		TextTable parts = new TextTable("part", ">series", ">rows", ">windows");
		for (Dataset.Part part : Dataset.Part.values()) {
			parts.row(part.name().toLowerCase(Locale.ROOT), SplitStatement.series(data.segments(part)),
					SplitStatement.rows(data.segments(part)), data.windows(part));
		}
		parts.print(out);
		out.println();
		TextTable kpis = new TextTable("KPI", "unit", ">absent %", ">min", ">mean", ">max", "");
		for (int k = 0; k < data.schema().size(); k++) {
			kpi(data, k, kpis);
		}
		kpis.print(out);
		out.printf(Locale.ROOT, "%nactions that the training part supports: %.4g to %.4g PRBs%n", data.actionMin(),
				data.actionMax());
		out.flush();
	}

	private static void kpi(Dataset data, int k, TextTable table) {
		KpiSchema schema = data.schema();
		Kpi kpi = schema.kpi(k);
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		double sum = 0;
		long present = 0;
		for (Series series : data.trace().series()) {
			for (int i = k; i < series.values().length; i += schema.size()) {
				float value = series.values()[i];
				if (!Float.isNaN(value)) {
					min = Math.min(min, value);
					max = Math.max(max, value);
					sum += value;
					present++;
				}
			}
		}
		String role = (k == schema.actionIndex()) ? "action"
				: data.observed(k) ? "" : "masked: no value in the training part";
		table.row(kpi.name(), kpi.unit(),
				String.format(Locale.ROOT, "%.1f", 100.0 * (data.trace().rows() - present) / data.trace().rows()),
				number(min, present), number(sum / present, present), number(max, present), role);
	}

	private static String number(double value, long present) {
		return (present > 0) ? String.format(Locale.ROOT, "%.4g", value) : "–";
	}

}
