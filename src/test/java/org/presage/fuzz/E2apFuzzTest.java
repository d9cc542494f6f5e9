/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.presage.e2.json.MessageType;

/** As {@link E2smFuzzTest}, for what comes first of all: the message of E2AP. */
class E2apFuzzTest {

	private static final MessageType<?> PDU = MessageType.named("e2ap");

	@FuzzTest(maxDuration = "20s")
	void anyPdu(byte[] input) {
		E2smFuzzTest.comesBack(PDU, input);
	}

}
