/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.stream.Stream;

import org.presage.base.InvalidInputException;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.Grammar.Family;

/**
 * What is spoken between a simulated cell and the loop.
 *
 * @param dialect of the reports
 * @param control messages
 * @param rmr whether E2AP in messages of O-RAN SC's router carries them
 */
public record E2Path(Dialect dialect, PrbControl control, boolean rmr) {

	private static final String RMR = "@rmr";

	/** The simulator's own dialect, which loses nothing, and control of cells. */
	public static final E2Path DEFAULT = parse("presage:ccc");

	/**
	 * The path that {@code DIALECT:CONTROL} or {@code DIALECT:CONTROL@rmr} names, as
	 * {@code srsran:rc-a}. Behind the dialect may stand the grammar that the node speaks,
	 * as {@code oai/flexric-legacy:rc-b}.
	 * @throws InvalidInputException if it names none
	 */
	public static E2Path parse(String text) {
		boolean rmr = text.endsWith(RMR);
		String models = rmr ? text.substring(0, text.length() - RMR.length()) : text;
		int colon = models.lastIndexOf(':');
		if (colon < 0) {
			throw new InvalidInputException("E2 path",
					"DIALECT:CONTROL or DIALECT/GRAMMAR:CONTROL, as presage:ccc or oai/flexric-legacy:rc-b",
					'"' + text + '"');
		}
		try {
			return new E2Path(dialect(models.substring(0, colon)), PrbControl.of(models.substring(colon + 1)), rmr);
		}
		catch (InvalidInputException ex) {
			throw ex.inside("E2 path \"" + text + "\": ");
		}
	}

	/** A file's path may have slashes too: only a grammar's name is one. */
	private static Dialect dialect(String text) {
		int slash = text.lastIndexOf('/');
		String behind = text.substring(slash + 1);
		return (slash > 0 && Stream.of(Family.values()).anyMatch((family) -> family.toString().equals(behind)))
				? Dialect.load(text.substring(0, slash)).speaking(Family.of(behind)) : Dialect.load(text);
	}

}
