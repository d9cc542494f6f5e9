/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

/**
 * The right to subscribe to and control the cells of this server. While another process
 * has it, this one is a standby. Thread-safe; {@link #held} is asked for every report and
 * every control.
 */
public interface Lease {

	/** Where nothing guards the cells: it is always held. */
	Lease ALWAYS = new Lease() {

		@Override
		public boolean held() {
			return true;
		}

		@Override
		public void onceHeld(Runnable begin) {
			begin.run();
		}

	};

	/**
	 * Whether it is held now, by this process's own clock: it ends without an answer of
	 * whoever keeps it.
	 */
	boolean held();

	/**
	 * Runs a task when it is held for the first time, at once if it is held already.
	 * @param begin run once, on any thread
	 */
	void onceHeld(Runnable begin);

}
