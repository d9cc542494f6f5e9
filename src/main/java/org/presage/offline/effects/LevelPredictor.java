/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.presage.offline.data.WindowBatch;

/** Anything that predicts what an action does to the next KPIs. */
public interface LevelPredictor {

	/** Name in tables and JSON. */
	String name();

	/** Takes the windows that the next calls are about. */
	void see(WindowBatch batch);

	/**
	 * Predicts the KPIs of the frame after each window.
	 * @param action that is then in force, standardised as the windows
	 * @param mean receives {@code [C, Y]}, standardised as the windows
	 */
	void predict(float action, float[] mean);

}
