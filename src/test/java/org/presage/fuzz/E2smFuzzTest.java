/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.fuzz;

import java.util.Arrays;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.json.MessageType;

/** No bytes get anything out of a decoder but a value or a CodecException. */
class E2smFuzzTest {

	private static final List<MessageType<?>> TYPES = List.copyOf(MessageType.all());

	/** The first octet chooses the decoder, the others are the message. */
	@FuzzTest(maxDuration = "20s")
	void anyMessage(byte[] input) {
		if (input.length > 0) {
			MessageType<?> type = TYPES.get((input[0] & 0xFF) % TYPES.size());
			comesBack(type, Arrays.copyOfRange(input, 1, input.length));
		}
	}

	/** What was read can be written, and is the same when read again. */
	static <T> void comesBack(MessageType<T> type, byte[] message) {
		T value;
		try {
			value = type.decode(message);
		}
		catch (CodecException ex) {
			return;
		}
		if (!type.decode(type.encode(value)).equals(value)) {
			throw new AssertionError("changed by writing and reading: " + value);
		}
	}

}
