/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

/** What carries E2SM messages between a node and an xApp, both ways. */
interface E2Carrier extends AutoCloseable {

	/** From hand to hand. */
	E2Carrier NONE = new E2Carrier() {
		@Override
		public Payload indication(Payload sent) {
			return sent;
		}

		@Override
		public Payload control(Payload sent) {
			return sent;
		}
	};

	/**
	 * A header and a message of a service model.
	 *
	 * @param header in the service model's encoding
	 * @param message in the service model's encoding
	 */
	record Payload(byte[] header, byte[] message) {
	}

	/** What of an indication arrives at the xApp. */
	Payload indication(Payload sent);

	/** What of a control arrives at the node. */
	Payload control(Payload sent);

	@Override
	default void close() {
	}

}
