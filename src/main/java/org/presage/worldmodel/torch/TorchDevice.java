/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;

import org.presage.base.InvalidInputException;

/** Where networks are trained. */
public enum TorchDevice {

	/** CUDA where there is a GPU and the native library for it, the CPU otherwise. */
	AUTO,
	/** The CPU. */
	CPU,
	/** The first GPU. */
	CUDA;

	Device resolve(Engine engine) {
		int gpus = engine.getGpuCount();
		if (this == CUDA && gpus == 0) {
			throw new InvalidInputException("device", "a GPU and PyTorch's CUDA library for cuda",
					"neither; --device cpu trains without");
		}
		return (this != CPU && gpus > 0) ? Device.gpu() : Device.cpu();
	}

}
