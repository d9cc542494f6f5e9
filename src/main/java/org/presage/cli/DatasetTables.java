/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.presage.base.TextTable;
import org.presage.offline.data.SplitStatement;

/** Prints what a model would be trained on. */
final class DatasetTables {

	private DatasetTables() {
	}

	static void print(DatasetSummary data, PrintWriter out) {
		out.printf(Locale.ROOT, "%d rows in %d series, every %d ms; %d gaps of more than %d steps, %d rows missing%n",
				data.rows(), data.series(), data.stepMs(), data.gaps(), data.gapSteps(), data.missingRows());
		out.printf(Locale.ROOT, "windows of %d rows seen and %d predicted:%n%n", data.window(), data.horizon());
		TextTable parts = new TextTable("part", ">series", ">rows", ">windows");
		part("train", data.split().train(), parts);
		part("valid", data.split().valid(), parts);
		part("test", data.split().test(), parts);
		parts.print(out);
		out.println();
		TextTable kpis = new TextTable("KPI", "unit", ">absent %", ">min", ">mean", ">max", "");
		for (DatasetSummary.KpiSummary kpi : data.kpis()) {
			kpis.row(kpi.name(), kpi.unit(), String.format(Locale.ROOT, "%.1f", 100 * kpi.absent()), number(kpi.min()),
					number(kpi.mean()), number(kpi.max()),
					kpi.action() ? "action" : kpi.masked() ? "masked: no value in the training part" : "");
		}
		kpis.print(out);
		out.printf(Locale.ROOT, "%nactions that the training part supports: %.4g to %.4g PRBs%n", data.actionMin(),
				data.actionMax());
		out.flush();
	}

	private static void part(String name, SplitStatement.Count count, TextTable table) {
		table.row(name, count.series(), count.rows(), count.windows());
	}

	private static String number(@Nullable Double value) {
		return (value != null) ? String.format(Locale.ROOT, "%.4g", value) : "–";
	}

}
