/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.presage.base.InvalidInputException;
import org.presage.worldmodel.ModelManifest;

/**
 * Reads conditions and allocations: {@code condition = conjunction {"or" conjunction}},
 * {@code conjunction = atom {"and" atom}},
 * {@code atom = "(" condition ")" | KPI operator number}, and {@code allocation = "hold"
 * | term {("+" | "-") term}},
 * {@code term = number | KPI | number "*" KPI | KPI "*" number}, with one KPI in all.
 */
final class RuleParser {

	/** Deeper parentheses are a mistake, or meant to exhaust the stack. */
	private static final int MAX_DEPTH = 32;

	private static final Pattern TOKEN = Pattern
		.compile("\\s*((?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?|[A-Za-z_][A-Za-z0-9_.]*|[<>=!]=?|\\S)");

	private static final String END = "the end";

	private final ModelManifest manifest;

	private final String file;

	private final String field;

	private final List<String> tokens = new ArrayList<>();

	private int next;

	private int depth;

	/** {@code file} and {@code field} say in messages where the text stands. */
	RuleParser(ModelManifest manifest, String file, String field, String text) {
		this.manifest = manifest;
		this.file = file;
		this.field = field;
		Matcher matcher = TOKEN.matcher(text);
		while (matcher.lookingAt()) {
			this.tokens.add(matcher.group(1));
			matcher.region(matcher.end(), text.length());
		}
	}

	RuleCondition condition() {
		RuleCondition condition = either();
		expectEnd("and, or, or the end");
		return condition;
	}

	/**
	 * @param min fewest PRBs, to which the result is moved
	 * @param max most PRBs
	 */
	Allocation allocation(int min, int max) {
		if (accept("hold")) {
			expectEnd(END);
			return new Allocation.Hold();
		}
		double[] sum = new double[2];
		int kpi = term(sum, accept("-") ? -1 : 1, Allocation.Affine.NO_KPI);
		while (this.next < this.tokens.size()) {
			double sign = accept("+") ? 1 : -1;
			if (sign < 0 && !accept("-")) {
				throw unexpected("+, - or the end");
			}
			kpi = term(sum, sign, kpi);
		}
		return new Allocation.Affine(sum[0], sum[1], kpi, min, max);
	}

	/** Adds a term to base and gain, and returns the KPI that the gain is of. */
	private int term(double[] sum, double sign, int kpi) {
		if (isNumber(peek())) {
			double factor = sign * number();
			if (!accept("*")) {
				sum[0] += factor;
				return kpi;
			}
			int found = kpi(kpi);
			sum[1] += factor;
			return found;
		}
		int found = kpi(kpi);
		sum[1] += sign * (accept("*") ? number() : 1);
		return found;
	}

	private int kpi(int before) {
		int kpi = kpi();
		if (before != Allocation.Affine.NO_KPI && before != kpi) {
			throw error("one KPI", "two: " + name(before) + " and " + name(kpi));
		}
		return kpi;
	}

	private RuleCondition either() {
		return joined("or", RuleCondition.Any::new, () -> joined("and", RuleCondition.All::new, this::atom));
	}

	private interface Join {

		RuleCondition of(List<RuleCondition> parts);

	}

	private RuleCondition joined(String word, Join join, Supplier<RuleCondition> part) {
		List<RuleCondition> parts = new ArrayList<>(List.of(part.get()));
		while (accept(word)) {
			parts.add(part.get());
		}
		return (parts.size() == 1) ? parts.getFirst() : join.of(List.copyOf(parts));
	}

	private RuleCondition atom() {
		if (!accept("(")) {
			int kpi = kpi();
			return new RuleCondition.Comparison(kpi, operator(), number());
		}
		if (++this.depth > MAX_DEPTH) {
			throw error("at most " + MAX_DEPTH + " parentheses inside each other", "more");
		}
		RuleCondition inner = either();
		if (!accept(")")) {
			throw unexpected(")");
		}
		this.depth--;
		return inner;
	}

	private RuleCondition.Operator operator() {
		for (RuleCondition.Operator operator : RuleCondition.Operator.values()) {
			if (accept(operator.sign())) {
				return operator;
			}
		}
		throw unexpected("one of the operators < <= > >=");
	}

	private int kpi() {
		String name = peek();
		int kpi = this.manifest.schema().indexOf(name);
		if (kpi < 0 || !(this.manifest.observed()[kpi] || kpi == this.manifest.schema().actionIndex())) {
			throw unexpected("one of the KPIs that the model knows " + known());
		}
		this.next++;
		return kpi;
	}

	private List<String> known() {
		boolean[] observed = this.manifest.observed();
		return IntStream.range(0, observed.length).filter((k) -> observed[k]).mapToObj(this::name).toList();
	}

	private String name(int kpi) {
		return this.manifest.schema().kpi(kpi).name();
	}

	private double number() {
		double sign = accept("-") ? -1 : 1;
		if (!isNumber(peek())) {
			throw unexpected("a number");
		}
		double value = Double.parseDouble(this.tokens.get(this.next++));
		if (Double.isInfinite(value)) {
			throw error("a finite number", this.tokens.get(this.next - 1));
		}
		return sign * value;
	}

	private static boolean isNumber(String token) {
		return Character.isDigit(token.charAt(0)) || (token.charAt(0) == '.' && token.length() > 1);
	}

	private String peek() {
		return (this.next < this.tokens.size()) ? this.tokens.get(this.next) : END;
	}

	private boolean accept(String token) {
		if (peek().equals(token)) {
			this.next++;
			return true;
		}
		return false;
	}

	private void expectEnd(String expected) {
		if (this.next < this.tokens.size()) {
			throw unexpected(expected);
		}
	}

	private InvalidInputException unexpected(String expected) {
		return error(expected, (this.next < this.tokens.size()) ? '"' + peek() + '"' : END);
	}

	private InvalidInputException error(String expected, String found) {
		return new InvalidInputException("policy " + this.file + ": " + this.field, expected, found);
	}

}
