/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One page about policies in closed loop: a picture of all and tables, no scripts. */
public final class RivalsPage {

	private RivalsPage() {
	}

	/**
	 * A table.
	 *
	 * @param caption above it
	 * @param headers of its columns
	 * @param rows texts of each column
	 */
	public record Table(String caption, List<String> headers, List<List<String>> rows) {
	}

	/**
	 * Writes the page.
	 * @param made who made it, when and on what, one sentence
	 * @param notes paragraphs below the picture
	 * @param svg made by {@link ParetoChart}
	 * @throws IOException if this program lacks a resource
	 * @throws org.presage.base.InvalidInputException naming the file if it cannot be
	 * written
	 */
	public static void write(Path file, String made, String svg, List<String> notes, List<Table> tables)
			throws IOException {
		String title = "Presage beside its rivals";
		StringBuilder body = new StringBuilder("<header><h1>" + title + "</h1><p>");
		body.append(HtmlTable.escape(made)).append("</p></header>\n<main>\n<figure>").append(svg).append("</figure>\n");
		notes.forEach((note) -> body.append("<p>").append(HtmlTable.escape(note)).append("</p>\n"));
		for (Table table : tables) {
			HtmlTable html = new HtmlTable(table.caption(), table.headers().toArray(String[]::new));
			table.rows().forEach((row) -> html.row(row.getFirst(), row.subList(1, row.size()).toArray()));
			body.append(html.html());
		}
		Page.write(file, title, body.append("</main>\n").toString());
	}

}
