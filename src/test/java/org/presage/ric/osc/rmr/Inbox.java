/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps what an endpoint receives. */
final class Inbox implements RmrHandler {

	private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

	/** What was received. */
	record Letter(RmrMessage message, RmrReply reply) {

		String text() {
			return new String(this.message.payload(), java.nio.charset.StandardCharsets.UTF_8);
		}

	}

	@Override
	public void received(RmrMessage message, RmrReply reply) {
		this.letters.add(new Letter(message, reply));
	}

	Letter take() throws InterruptedException {
		Letter letter = this.letters.poll(20, TimeUnit.SECONDS);
		assertThat(letter).as("a message").isNotNull();
		return letter;
	}

	int size() {
		return this.letters.size();
	}

	void clear() {
		this.letters.clear();
	}

}
