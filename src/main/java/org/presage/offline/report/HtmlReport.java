/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Comparison;

/**
 * One page about models and data sets that needs nothing but itself: tables in HTML,
 * charts drawn by Chart.js from data in the page, all of it inside the file.
 */
public final class HtmlReport {

	private HtmlReport() {
	}

	/**
	 * A package on the page.
	 *
	 * @param set name of the data set
	 * @param name of the model in the tables
	 * @param facts in the order of the table's columns after the name
	 */
	public record ModelRow(String set, String name, List<String> facts) {
	}

	/**
	 * One data set on the page.
	 *
	 * @param name of the set
	 * @param html its tables
	 * @param charts what its charts show
	 */
	public record Section(String name, String html, ChartData.Charts charts) {
	}

	/**
	 * Writes the page.
	 * @param made who made it, when and on what, one sentence
	 * @param modelFacts headers of the models' facts
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, String made, List<String> modelFacts, List<ModelRow> models, List<Section> sets)
			throws IOException {
		StringBuilder body = new StringBuilder("<header><h1>Presage: world models, judged</h1><p>");
		body.append(HtmlTable.escape(made)).append("</p></header>\n").append(navigation(sets)).append("<main>\n");
		body.append(models(modelFacts, models));
		List<ChartData.Charts> charts = new ArrayList<>();
		for (Section set : sets) {
			body.append(set.html());
			charts.add(set.charts());
		}
		body.append("</main>\n");
		Page.write(file, "Presage: world models, judged", body.toString(), charts, "/report/report.js");
	}

	private static String navigation(List<Section> sets) {
		StringBuilder html = new StringBuilder("<nav aria-label=\"Data sets\"><a href=\"#models\">Models</a>");
		for (int i = 0; i < sets.size(); i++) {
			html.append(" <a href=\"#set")
				.append(i)
				.append("\">")
				.append(HtmlTable.escape(sets.get(i).name()))
				.append("</a>");
		}
		return html.append("</nav>\n").toString();
	}

	private static String models(List<String> facts, List<ModelRow> models) {
		List<String> headers = new ArrayList<>(List.of("model", "data set"));
		headers.addAll(facts);
		HtmlTable table = new HtmlTable("Model packages", headers.toArray(String[]::new));
		for (ModelRow model : models) {
			List<Object> cells = new ArrayList<>(List.of(model.set()));
			cells.addAll(model.facts());
			table.row(model.name(), cells.toArray());
		}
		return "<section id=\"models\"><h2>Models</h2>" + table.html() + "<p><em>" + Baselines.PERSISTENCE
				+ "</em>: everything stays as last seen. <em>" + Baselines.VARX
				+ "</em>: ridge vector autoregression that knows the window and the planned actions. "
				+ "Both are calibrated as the models are.</p></section>\n";
	}

	/**
	 * Makes the section of a data set while its forecasters can still be asked.
	 * @param index of the section on the page, from 0
	 */
	public static Section section(int index, SetReport set) {
		return new Section(set.name(), tables(index, set), ChartData.of(set));
	}

	private static String tables(int index, SetReport set) {
		Comparison comparison = set.comparison();
		ScoreTables tables = new ScoreTables(comparison);
		StringBuilder html = new StringBuilder("<section id=\"set" + index + "\"><h2>");
		html.append(HtmlTable.escape(set.name())).append("</h2>\n<h3>Which rows are which</h3>\n");
		html.append(SplitTables.html(set));
		if (!set.notes().isEmpty()) {
			html.append("<ul>");
			set.notes().forEach((note) -> html.append("<li>").append(HtmlTable.escape(note)).append("</li>"));
			html.append("</ul>\n");
		}
		html.append(
				"<h3>Scores</h3>\n<p>Errors in train standard deviations, root mean square per KPI and step first, ")
			.append("then averaged. Smaller is better; skill is the share of the baseline's RMSE that is gone.</p>\n")
			.append(tables.scores());
		html.append("<h3>Charts</h3>\n<div class=\"charts\" data-set=\"").append(index).append("\"></div>\n");
		html.append("<h3>Per KPI and step</h3>\n").append(tables.perKpiAndStep());
		html.append("<h3>Is the difference real?</h3>\n").append(tables.tests());
		html.append("<h3>Coverage</h3>\n").append(tables.coverage()).append("</section>\n");
		return html.toString();
	}

}
