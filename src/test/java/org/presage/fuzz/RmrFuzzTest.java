/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.presage.ric.osc.rmr.OctetStream;

/** No octets get anything out of the router's readers but messages, routes or a count. */
class RmrFuzzTest {

	private final OctetStream stream = new OctetStream(4096);

	/**
	 * The first octet chooses: r for records of a route table, any other one for frames.
	 */
	@FuzzTest(maxDuration = "20s")
	void anything(byte[] input) {
		if (input.length > 0) {
			byte[] rest = Arrays.copyOfRange(input, 1, input.length);
			if (input[0] == 'r') {
				OctetStream.routes(new String(rest, StandardCharsets.UTF_8));
			}
			else {
				this.stream.read(rest);
			}
		}
	}

}
