/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;

import org.presage.base.Platform;
import org.presage.worldmodel.ModelException;

/** PyTorch, configured once for this process. */
final class TorchEngine {

	private static final String THREADS = "ai.djl.pytorch.num_threads";

	static {
		// DJL would otherwise ask the network for newer natives and report its use.
		System.setProperty("ai.djl.offline", "true");
		System.setProperty("OPT_OUT_TRACKING", "true");
		// Our tensors are small: a second thread gains little, and waits actively for the
		// first wherever a machine is shared.
		if (System.getProperty(THREADS) == null) {
			System.setProperty(THREADS, "1");
		}
	}

	private TorchEngine() {
	}

	/**
	 * The engine.
	 * @throws ModelException if its native library cannot be loaded: it is not in every
	 * build of the program
	 */
	static Engine get() {
		try {
			return Engine.getEngine("PyTorch");
		}
		catch (EngineException ex) {
			throw new ModelException(Platform.current()
				.missing("PyTorch",
						"build presage-full.jar on this platform; what is trained elsewhere also serves here", ex));
		}
	}

}
