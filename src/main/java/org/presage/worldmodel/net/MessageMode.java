/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import org.presage.base.InvalidInputException;

/** What the cells that a cell hears let it know. */
public enum MessageMode {

	/** Nothing: each cell is alone. */
	NONE,

	/** The PRBs that they plan, see {@link AnnouncedPlans}. */
	PLANS,

	/**
	 * Also a learned vector each, see {@link LearnedMessages}: the ablation of symbols.
	 */
	CONTINUOUS,

	/** Also learned symbols, see {@link FiniteScalarQuantization}. */
	SYMBOLS;

	/**
	 * The mode of a manifest.
	 * @param value its name; or, in packages that only knew plans, whether they are known
	 * @throws InvalidInputException if there is no such mode
	 */
	@JsonCreator
	static MessageMode of(Object value) {
		if (value instanceof Boolean announced) {
			return announced ? PLANS : NONE;
		}
		return Arrays.stream(values())
			.filter((mode) -> mode.toString().equals(value))
			.findFirst()
			.orElseThrow(() -> new InvalidInputException("messages", Arrays.toString(values()), value));
	}

	/** Whether plans are known. */
	public boolean plans() {
		return this != NONE;
	}

	/** Whether cells send each other what a network has learned to say. */
	public boolean learned() {
		return this == CONTINUOUS || this == SYMBOLS;
	}

	/** As a command line and a manifest have it. */
	@JsonValue
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
