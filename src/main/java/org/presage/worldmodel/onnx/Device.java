/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

/** What models run on. */
public enum Device {

	/** A GPU where there is one, else the processor. */
	AUTO,
	/** The processor. */
	CPU,
	/** A CUDA GPU; the processor, with a warning, where there is none. */
	CUDA

}
