package org.presage.worldmodel.torch;

import ai.djl.engine.Engine;

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

	static Engine get() {
		return Engine.getEngine("PyTorch");
	}

}
