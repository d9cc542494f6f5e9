/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import tools.jackson.databind.json.JsonMapper;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.WholeFile;

/** A page that needs nothing but itself: style, chart library, data and script inside. */
final class Page {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String LIBRARY = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

	/** Nothing may be loaded from anywhere, whatever a page contains. */
	private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
			+ "img-src data:";

	private Page() {
	}

	/**
	 * Writes a page with charts.
	 * @param title plain text
	 * @param body in HTML, text escaped
	 * @param data that the script reads
	 * @param script a resource
	 * @throws InvalidInputException naming the file if it cannot be written
	 * @throws IOException if this program lacks a resource
	 */
	static void write(Path file, String title, String body, Object data, String script) throws IOException {
		String json = JSON.writeValueAsString(data).replace("<", "\\u003c");
		write(file, title,
				body + "<noscript><p>The charts need JavaScript; the tables do not.</p></noscript>\n"
						+ "<script type=\"application/json\" id=\"data\">" + json + "</script>\n<script>" + library()
						+ "</script>\n<script>" + resource(script) + "</script>\n");
	}

	/**
	 * Writes a page.
	 * @param title plain text
	 * @param body in HTML, text escaped
	 * @throws InvalidInputException naming the file if it cannot be written
	 * @throws IOException if this program lacks a resource
	 */
	static void write(Path file, String title, String body) throws IOException {
		String page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
				+ "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n"
				+ "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" + "<title>"
				+ HtmlTable.escape(title) + "</title>\n<style>" + resource("/report/report.css")
				+ "</style></head>\n<body>\n" + body + "</body></html>\n";
		try {
			WholeFile.write(file, page);
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
	}

	/**
	 * The library without its pointer to a source map, which a browser's tools would
	 * fetch.
	 */
	private static String library() throws IOException {
		return resource(LIBRARY).replaceAll("//# sourceMappingURL=\\S+", "");
	}

	private static String resource(String name) throws IOException {
		try (InputStream in = Page.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IOException("expected the resource " + name + ", found none");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
