/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

/**
 * Decides allocations from what was observed, and from what a model imagines after that.
 * Owned by one thread.
 */
public interface ScreenedPolicy extends AutoCloseable {

	/** Unique in a screening. */
	String name();

	/**
	 * Whether its later decisions depend on the frames that are imagined; it is then
	 * asked at every step, else once.
	 */
	default boolean reacts() {
		return false;
	}

	/** Frames that it wants to see, at least 1. */
	default int window() {
		return 1;
	}

	/**
	 * Decides what is in force from a step on.
	 * @param situation what was observed
	 * @param step first one to decide, from 0
	 * @param frame the frame before that step {@code [F]}: the last observed one, then
	 * imagined means; physical units, NaN absent, but its action is always known
	 * @param plan PRBs of the H steps from {@code offset} on; those from {@code step} on
	 * are to be written
	 */
	void decide(Situation situation, int step, float[] frame, float[] plan, int offset);

	@Override
	default void close() {
	}

}
