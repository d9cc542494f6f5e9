/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

import org.presage.api.SliceIds;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ExplainServiceGrpc;
import org.presage.api.v1.ExplainCellRequest;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.LiveCell;
import org.presage.api.v1.Subject;
import org.presage.api.v1.WhatIfResponse;
import org.presage.client.ChannelSettings;

/** A cell of a running xApp. */
final class LiveSource implements ExplainSource {

	private static final long TIMEOUT_S = 20;

	private final String target;

	private final Subject cell;

	private final String name;

	private final ManagedChannel channel;

	LiveSource(String target, ChannelSettings settings, String node, String cell, @Nullable String slice) {
		this.target = target;
		this.name = node + "/" + cell + ((slice != null) ? "/" + slice : "");
		LiveCell.Builder live = LiveCell.newBuilder().setNodeId(node).setCell(CellIdentity.newBuilder().setName(cell));
		if (slice != null) {
			live.setSlice(SliceIds.parse("--slice", slice));
		}
		this.cell = Subject.newBuilder().setCell(live).build();
		this.channel = settings.channel(target).build();
	}

	@Override
	public String subject() {
		return this.name + " at " + this.target;
	}

	@Override
	public ExplainCellResponse explain(double difference) throws IOException {
		return call(() -> stub()
			.explainCell(ExplainCellRequest.newBuilder().setSubject(this.cell).setDifferencePrbs(difference).build()));
	}

	@Override
	public WhatIfResponse whatIf(WhatIfOption alternative) throws IOException {
		return call(() -> stub().whatIf(alternative.request().setSubject(this.cell).build()));
	}

	private ExplainServiceGrpc.ExplainServiceBlockingStub stub() {
		return ExplainServiceGrpc.newBlockingStub(this.channel).withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS);
	}

	private <R> R call(Supplier<R> call) throws IOException {
		try {
			return call.get();
		}
		catch (StatusRuntimeException ex) {
			throw new IOException(this.target + ": " + ChannelSettings.reason(ex), ex);
		}
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
