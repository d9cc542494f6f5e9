package org.presage.offline.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One page about one plan: the model's state over time, what the score answers to, and
 * what another plan would do.
 */
public final class ExplainPage {

	private ExplainPage() {
	}

	/**
	 * Writes the page.
	 * @param explained in the layout of {@code presage explain --json}
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, Map<String, Object> explained) throws IOException {
		String title = "Presage: " + explained.get("subject");
		StringBuilder body = new StringBuilder("<header><h1>").append(HtmlTable.escape(title))
			.append("</h1></header>\n<main>\n<section><h2>What the model sees</h2>\n<div id=\"latents\" class=\"grid\"></div>")
			.append("</section>\n<section><h2>What the score answers to</h2>\n")
			.append(sensitivity(explained.get("sensitivity")))
			.append("</section>\n<section><h2>Plans</h2>\n<div id=\"plans\" class=\"grid\"></div></section>\n</main>\n");
		Page.write(file, title, body.toString(), explained, "/report/explain.js");
	}

	/** Change of the score with one PRB more, a row a step. */
	private static String sensitivity(@Nullable Object found) {
		if (!(found instanceof Map<?, ?> map) || !(map.get("terms") instanceof List<?> terms)
				|| !(map.get("by_step_and_term") instanceof List<?> steps)) {
			return "";
		}
		HtmlTable table = new HtmlTable(
				"Change of the score with one PRB more in a step, and the terms that it is made of", headers(terms));
		for (int h = 0; h < steps.size(); h++) {
			table.row("+" + (h + 1), ((List<?>) steps.get(h)).toArray());
		}
		return table.html();
	}

	private static String[] headers(List<?> terms) {
		String[] headers = new String[terms.size() + 1];
		headers[0] = "step";
		for (int i = 0; i < terms.size(); i++) {
			headers[i + 1] = String.valueOf(terms.get(i));
		}
		return headers;
	}

}
