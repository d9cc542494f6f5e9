/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

/** The way of reports into an xApp that is under load, and of its answers back. */
public interface LoadEdge extends AutoCloseable {

	/**
	 * Reports what a cell measured.
	 * @param period which of its intervals, from 0
	 * @param kpis {@code [F]} in the schema's order; its PRBs are replaced by those that
	 * were decided last
	 */
	void report(int cell, int period, float[] kpis) throws InterruptedException;

	/**
	 * Waits until what was reported is answered, or no more answers are to be expected.
	 */
	void settle();

	/** Forgets what was answered: from now on it counts. */
	void begin();

	/** Everything that was answered has been counted when this returns. */
	@Override
	void close();

}
