/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.ArrayList;
import java.util.List;

import io.grpc.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.ric.RicClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the end of a stream says of the node behind it. */
class IndicationStreamTest {

	/**
	 * Keeps what it receives.
	 *
	 * @param told in its order
	 */
	private record Recorder(List<String> told) implements RicClient.Listener {

		@Override
		public void received() {
			this.told.add("received");
		}

		@Override
		public void indicated(byte[] header, byte[] message) {
			this.told.add("indicated");
		}

		@Override
		public void failed(String detail) {
			this.told.add("failed");
		}

		@Override
		public void refused(String detail) {
			this.told.add("refused");
		}

		@Override
		public void disconnected(String detail) {
			this.told.add("disconnected");
		}

		@Override
		public void ended(String detail) {
			this.told.add("ended");
		}

	}

	@ParameterizedTest
	@CsvSource({ "UNAVAILABLE, disconnected", "CANCELLED, failed", "ABORTED, failed", "INTERNAL, failed" })
	void onlyLostConnectionSaysNothingOfTheNode(Status.Code code, String told) {
		Recorder recorder = new Recorder(new ArrayList<>());
		new IndicationStream(recorder, Runnable::run).onError(code.toStatus().asRuntimeException());
		assertThat(recorder.told()).containsExactly(told);
	}

}
