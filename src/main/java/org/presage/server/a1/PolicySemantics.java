/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.presage.control.KpiLimit;

/**
 * What policies mean in one place.
 *
 * @param where a cell, a slice of one, or the network: all that is not named
 * @param statements what counts there
 */
public record PolicySemantics(String where, List<Statement> statements) {

	/**
	 * @param path of the statement; one that begins with {@code slice.} is about the
	 * slice alone
	 * @param value what it says
	 * @param by id of its policy
	 */
	public record Statement(String path, String value, String by) {
	}

	static PolicySemantics of(String where, EffectivePolicy verdict) {
		List<Statement> statements = new ArrayList<>();
		verdict.counts()
			.forEach((path, said) -> statements.add(new Statement(path, text(said.value()), said.by().id())));
		return new PolicySemantics(where, List.copyOf(statements));
	}

	private static String text(Object value) {
		if (value instanceof KpiLimit limit) {
			return ((limit.min() != null) ? "at least " + limit.min() + ", " : "")
					+ ((limit.max() != null) ? "at most " + limit.max() + ", " : "") + "epsilon " + limit.epsilon();
		}
		return (value instanceof A1Policy.Mode mode) ? mode.name().toLowerCase(Locale.ROOT) : value.toString();
	}

}
