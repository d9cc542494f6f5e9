/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import org.presage.worldmodel.ModelException;

/** The training engine (PyTorch by DJL), which the serving jar and image do not have. */
public final class TrainingEngine {

	/**
	 * One that the engine cannot be without. Not loaded: that is done when it is used.
	 */
	private static final String TYPE = "ai.djl.pytorch.engine.PtEngine";

	private TrainingEngine() {
	}

	/**
	 * Checks that this build has the engine, before a command reads data for minutes.
	 * @param command that needs it
	 * @throws ModelException if it does not, naming the jar and the image that do
	 */
	public static void require(String command) {
		try {
			Class.forName(TYPE, false, TrainingEngine.class.getClassLoader());
		}
		catch (ClassNotFoundException ex) {
			throw new ModelException("presage " + command + ": expected the training engine, found a build without it; "
					+ "use presage-full.jar or the image presage:full", ex);
		}
	}

}
