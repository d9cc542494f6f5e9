package org.presage.e2.fuzz;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.presage.e2.rmr.OctetStream;

/** No octets get anything out of the router's readers but messages, routes or a count. */
class RmrFuzzTest {

	private final OctetStream stream = new OctetStream(4096);

	@FuzzTest(maxDuration = "60s")
	void anyStream(byte[] input) {
		this.stream.read(input);
	}

	@FuzzTest(maxDuration = "60s")
	void anyRecords(byte[] input) {
		OctetStream.routes(new String(input, StandardCharsets.UTF_8));
	}

}
