/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/** Says after each iteration of a plan whether there is time for another one. */
@FunctionalInterface
public interface Pace {

	/** Plans to the end of the search. */
	Pace UNHURRIED = () -> true;

	boolean another();

}
