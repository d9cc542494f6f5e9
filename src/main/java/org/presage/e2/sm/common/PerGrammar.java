/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.presage.e2.asn1.PerType;

/**
 * One description of a type for all grammars: what it is in each is made when it is first
 * asked for. Thread-safe.
 *
 * @param <T> values of the type
 */
public final class PerGrammar<T> {

	private final Map<Grammar, PerType<T>> made = new ConcurrentHashMap<>();

	private final Function<Grammar, PerType<T>> description;

	public PerGrammar(Function<Grammar, PerType<T>> description) {
		this.description = description;
	}

	/** The type in a grammar. */
	public PerType<T> in(Grammar grammar) {
		PerType<T> known = this.made.get(grammar);
		if (known != null) {
			return known;
		}
		// Not computeIfAbsent: a type may be made of others that this one is asked for.
		PerType<T> type = this.description.apply(grammar);
		this.made.put(grammar, type);
		return type;
	}

}
