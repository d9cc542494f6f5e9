/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import picocli.CommandLine.Option;

import org.presage.worldmodel.onnx.Device;

/** What a benchmark runs its model on. */
final class DeviceOption {

	@Option(names = "--device",
			description = "Run the model on this device: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
	private Device device;

	/**
	 * @param otherwise the device without the option
	 */
	DeviceOption(Device otherwise) {
		this.device = otherwise;
	}

	Device value() {
		return this.device;
	}

}
