/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;

import org.presage.api.AuditMessages;
import org.presage.api.v1.AuditServiceGrpc;
import org.presage.api.v1.GetDecisionRequest;
import org.presage.audit.RecordedDecision;

/** Asks a running server for a decision. */
public final class AuditClient {

	private static final long TIMEOUT_S = 20;

	private AuditClient() {
	}

	/**
	 * @param target host and port
	 * @throws IOException if the server does not answer or does not have it
	 */
	public static RecordedDecision get(String target, ChannelSettings settings, long id) throws IOException {
		ManagedChannel channel = settings.channel(target).build();
		try {
			return AuditMessages.read(target,
					AuditServiceGrpc.newBlockingStub(channel)
						.withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
						.getDecision(GetDecisionRequest.newBuilder().setDecisionId(id).build())
						.getRecord());
		}
		catch (StatusRuntimeException ex) {
			throw new IOException(target + ": " + ChannelSettings.reason(ex), ex);
		}
		finally {
			channel.shutdownNow();
		}
	}

}
