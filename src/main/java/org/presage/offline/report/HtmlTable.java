/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.Locale;

/** Builds one table; every text is escaped. */
final class HtmlTable {

	private final StringBuilder html = new StringBuilder();

	HtmlTable(String caption, String... headers) {
		this.html.append("<div class=\"scroll\" tabindex=\"0\"><table><caption>").append(escape(caption));
		this.html.append("</caption><thead><tr>");
		for (String header : headers) {
			this.html.append("<th scope=\"col\">").append(escape(header)).append("</th>");
		}
		this.html.append("</tr></thead><tbody>");
	}

	/** A row; a {@link Double} is printed with four digits, NaN as a dash. */
	void row(String head, Object... cells) {
		this.html.append("<tr><th scope=\"row\">").append(escape(head)).append("</th>");
		for (Object cell : cells) {
			this.html.append((cell instanceof String) ? "<td class=\"text\">" : "<td>")
				.append(escape(text(cell)))
				.append("</td>");
		}
		this.html.append("</tr>\n");
	}

	String html() {
		return this.html + "</tbody></table></div>\n";
	}

	/** A number for people: four decimals, fewer where they say nothing. */
	static String text(Object cell) {
		return switch (cell) {
			case Double value when Double.isNaN(value) -> "–";
			case Double value when Math.abs(value) >= 1000 -> String.format(Locale.ROOT, "%,.0f", value);
			case Double value -> String.format(Locale.ROOT, "%.4f", value);
			case Number value -> String.format(Locale.ROOT, "%,d", value.longValue());
			default -> cell.toString();
		};
	}

	/** A share as a percentage. */
	static String percent(double share) {
		return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
	}

	/** A probability, with its size where it is small. */
	static String probability(double value) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, (value < 1e-4) ? "%.0e" : "%.4f", value);
	}

	/** Text that cannot become markup, in an element or in an attribute. */
	static String escape(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

	/** What is folded away until somebody asks. */
	static String folded(String summary, String content) {
		return "<details><summary>" + escape(summary) + "</summary>\n" + content + "</details>\n";
	}

}
