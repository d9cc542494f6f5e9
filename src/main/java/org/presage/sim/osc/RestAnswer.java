/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;

import org.presage.base.JsonValue;

/**
 * What a service answers.
 *
 * @param status of HTTP; 0 hangs up
 * @param body empty without
 * @param json whether it is meant to be JSON
 */
record RestAnswer(int status, byte[] body, boolean json) {

	static RestAnswer of(int status) {
		return new RestAnswer(status, new byte[0], false);
	}

	static RestAnswer of(int status, String text) {
		return new RestAnswer(status, text.getBytes(StandardCharsets.UTF_8), false);
	}

	static RestAnswer of(int status, JsonNode json) {
		return new RestAnswer(status, JsonValue.bytes(json), true);
	}

	static RestAnswer hangUp() {
		return of(0);
	}

}
