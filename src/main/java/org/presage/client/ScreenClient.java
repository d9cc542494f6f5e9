/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import java.util.Iterator;
import java.util.function.Consumer;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;

import org.presage.api.ScreenMessages;
import org.presage.api.v1.ScreenResponse;
import org.presage.api.v1.ScreenRequest;
import org.presage.api.v1.ScreeningServiceGrpc;
import org.presage.offline.screening.ScreeningReport;

/** The other end of a screening on a running xApp. */
public final class ScreenClient implements AutoCloseable {

	private final ManagedChannel channel;

	/** Connects to host and port. */
	public ScreenClient(String target, ChannelSettings settings) {
		this.channel = settings.channel(target).maxInboundMessageSize(Integer.MAX_VALUE).build();
	}

	/**
	 * Asks for a screening and waits for its end.
	 * @param progress receives every message but the last
	 * @throws StatusRuntimeException if the server refuses it or the call fails
	 * @throws IllegalStateException if the server ends without a result
	 */
	public ScreeningReport screen(ScreenRequest request, Consumer<ScreenResponse> progress) {
		Iterator<ScreenResponse> messages = ScreeningServiceGrpc.newBlockingStub(this.channel).screen(request);
		while (messages.hasNext()) {
			ScreenResponse message = messages.next();
			if (message.hasResult()) {
				return ScreenMessages.report(message.getResult());
			}
			progress.accept(message);
		}
		throw new IllegalStateException("the server ended the screening without a result");
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
