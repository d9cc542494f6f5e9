/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One page about one plan: the model's state over time, what the score answers to, and
 * what another plan would do.
 */
public final class ExplainPage {

	private ExplainPage() {
	}

	/**
	 * Writes the page.
	 * @param terms names of the parts of the score
	 * @param sensitivity change of the score with one PRB more, a row a step, a value per
	 * term
	 * @param explained in the layout of {@code presage explain --json}
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, String subject, List<String> terms, List<List<Double>> sensitivity,
			Object explained) throws IOException {
		String title = "Presage: " + subject;
		StringBuilder body = new StringBuilder("<header><h1>").append(HtmlTable.escape(title))
			.append("</h1></header>\n<main>\n<section><h2>What the model sees</h2>\n<div id=\"latents\" class=\"grid\"></div>")
			.append("</section>\n<section><h2>What the score answers to</h2>\n")
			.append(table(terms, sensitivity))
			.append("</section>\n<section><h2>Plans</h2>\n<div id=\"plans\" class=\"grid\"></div></section>\n</main>\n");
		Page.write(file, title, body.toString(), explained, "/report/explain.js");
	}

	private static String table(List<String> terms, List<List<Double>> steps) {
		HtmlTable table = new HtmlTable(
				"Change of the score with one PRB more in a step, and the terms that it is made of",
				Stream.concat(Stream.of("step"), terms.stream()).toArray(String[]::new));
		for (int h = 0; h < steps.size(); h++) {
			table.row("+" + (h + 1), steps.get(h).toArray());
		}
		return table.html();
	}

}
