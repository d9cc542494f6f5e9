/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.ric.NodeGuard;

/** Whether there are E2 nodes that are not asked any more because they vanished. */
final class HeldNodesCheck implements Check {

	private final Path file;

	/**
	 * @param file where the server keeps them
	 */
	HeldNodesCheck(Path file) {
		this.file = file;
	}

	@Override
	public String name() {
		return "held nodes";
	}

	@Override
	public void look(Findings findings) {
		try {
			Map<String, String> stored = Files.exists(this.file) ? JsonValue.read(Files.readAllBytes(this.file)).texts()
					: Map.of();
			List<NodeGuard.Held> held = NodeGuard.held(stored);
			if (held.isEmpty()) {
				findings.ok("none: no E2 node has vanished twice after a message");
			}
			held.forEach((one) -> findings.warn(one.node() + " is " + one.text(), NodeGuard.REMEDY));
		}
		catch (IOException | InvalidInputException ex) {
			findings.warn(this.file + ": " + ex.getMessage(), "Is presage.e2.held-nodes right?");
		}
	}

}
