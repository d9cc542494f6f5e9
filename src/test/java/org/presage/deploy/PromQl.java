/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an expression of PromQL asks for: series with the labels that they must have, and
 * labels that it groups or joins by. Reads no more of the language than that.
 */
final class PromQl {

	private static final Pattern TOKEN = Pattern
		.compile("\"(?:\\\\.|[^\"\\\\])*\"|[0-9][0-9a-z.]*|[A-Za-z_:][A-Za-z0-9_:]*|=~|!~|!=|\\S");

	private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

	private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

	private final List<String> tokens;

	private final List<Selector> selectors = new ArrayList<>();

	private final Set<String> labels = new LinkedHashSet<>();

	private int at;

	private PromQl(String expression) {
		this.tokens = TOKEN.matcher(expression).results().map(MatchResult::group).toList();
	}

	/**
	 * A series that is asked for.
	 *
	 * @param metric its name
	 */
	record Selector(String metric, List<Matcher> matchers) {
	}

	/**
	 * What a label must be.
	 *
	 * @param operator {@code =, !=, =~} or {@code !~}
	 */
	record Matcher(String label, String operator, String value) {

		/** The values that are named one by one; empty for other patterns. */
		List<String> values() {
			return this.value.matches("[A-Za-z0-9_.|]+") ? List.of(this.value.split("\\|")) : List.of();
		}

	}

	/** Grafana's variables stand for what they are replaced with. */
	static PromQl of(String expression) {
		PromQl read = new PromQl(expression.replace("$__rate_interval", "1m"));
		read.read();
		return read;
	}

	List<Selector> selectors() {
		return List.copyOf(this.selectors);
	}

	/** Labels of groups and joins. */
	Set<String> labels() {
		return Set.copyOf(this.labels);
	}

	private String next() {
		return (this.at < this.tokens.size()) ? this.tokens.get(this.at) : "";
	}

	private String take() {
		return this.tokens.get(this.at++);
	}

	private void read() {
		while (this.at < this.tokens.size()) {
			String token = take();
			if (GROUPING.contains(token)) {
				names();
			}
			else if (Character.isLetter(token.charAt(0)) && !OPERATORS.contains(token) && !next().equals("(")
					&& !GROUPING.contains(next())) {
				this.selectors.add(new Selector(token, matchers()));
			}
		}
	}

	private void names() {
		for (take(); !next().equals(")"); take()) {
			if (!next().equals(",")) {
				this.labels.add(next());
			}
		}
	}

	private List<Matcher> matchers() {
		List<Matcher> matchers = new ArrayList<>();
		if (next().equals("{")) {
			for (take(); !next().equals("}");) {
				String label = take();
				String operator = take();
				String quoted = take();
				matchers.add(new Matcher(label, operator, quoted.substring(1, quoted.length() - 1)));
				if (next().equals(",")) {
					take();
				}
			}
		}
		return matchers;
	}

}
