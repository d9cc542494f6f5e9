/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import org.jspecify.annotations.Nullable;

import org.presage.ric.CellTarget;
import org.presage.ric.RicClient;

/** One cell's indications, which are known by the sub_id that the RIC gave them. */
final class OscStream implements RicClient.Stream {

	/** No sub_id yet. */
	static final int UNKNOWN = 0;

	private final CellTarget target;

	private final RicClient.Listener listener;

	private final IndicationStreams streams;

	private int instance = UNKNOWN;

	private boolean left;

	private volatile @Nullable Object connection;

	OscStream(CellTarget target, RicClient.Listener listener, IndicationStreams streams) {
		this.target = target;
		this.listener = listener;
		this.streams = streams;
	}

	CellTarget target() {
		return this.target;
	}

	/** Whether its listener receives nothing any more. */
	synchronized boolean isLeft() {
		return this.left;
	}

	/** Whether it has a sub_id, or is not wanted any more. */
	synchronized boolean isOpen() {
		return this.left || this.instance != UNKNOWN;
	}

	/** The connection that its last indication came on. */
	@Nullable Object connection() {
		return this.connection;
	}

	/** The RIC has said something that is not yet an answer. */
	void received() {
		this.listener.received();
	}

	/** Its indications come with this sub_id; told again, the last one counts. */
	synchronized void opened(int instanceId) {
		if (this.left) {
			return;
		}
		this.streams.remove(this.instance, this);
		this.instance = instanceId;
		this.streams.add(instanceId, this);
		this.listener.received();
	}

	void indicated(Object from, byte[] header, byte[] message) {
		this.connection = from;
		this.listener.indicated(header, message);
	}

	/** There is no such subscription, or not any more. */
	void failed(String detail) {
		cancel(detail);
		this.listener.failed(detail);
	}

	/** The node, or the RIC for it, refuses the subscription. */
	void refused(String detail) {
		cancel(detail);
		this.listener.refused(detail);
	}

	/** The RIC was not reached, or its connection has ended. */
	void disconnected(String detail) {
		cancel(detail);
		this.listener.disconnected(detail);
	}

	@Override
	public synchronized void cancel(String why) {
		this.left = true;
		this.streams.remove(this.instance, this);
	}

}
