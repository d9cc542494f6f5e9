/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.net.SocketAddress;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of octets into frames and reads them. What is held is what has come of
 * one frame, never what it claims, and for all connections together within
 * {@linkplain Intake a bound}. A frame that cannot be read is counted and skipped; a
 * length that cannot be ends the connection, because nobody knows where the next frame
 * begins.
 * <p>
 * Where the two lengths differ the first one is right: a sender that is older than the
 * second one and returns a message changes the first one only.
 */
final class FrameCutter extends ByteToMessageDecoder {

	private final int maxPayload;

	private final Intake intake;

	private final RmrMetrics metrics;

	private @Nullable ChannelHandlerContext context;

	private boolean lost;

	FrameCutter(int maxPayload, Intake intake, RmrMetrics metrics) {
		this.maxPayload = maxPayload;
		this.intake = intake;
		this.metrics = metrics;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext added) {
		this.context = added;
	}

	@Override
	protected void handlerRemoved0(ChannelHandlerContext removed) {
		this.intake.release(this);
	}

	/** The other end; null if that is unknown. */
	@Nullable SocketAddress from() {
		return (this.context != null) ? this.context.channel().remoteAddress() : null;
	}

	/** Ends the connection: others need what it holds. */
	void end() {
		this.lost = true;
		if (this.context != null) {
			this.context.close();
		}
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
		if (this.lost) {
			in.skipBytes(in.readableBytes());
			return;
		}
		if (in.readableBytes() < Integer.BYTES) {
			this.intake.hold(this, in.capacity());
			return;
		}
		int length = in.getIntLE(in.readerIndex() + FrameLayout.LENGTH);
		if (length < FrameLayout.TRANSPORT || length > FrameLayout.most(this.maxPayload)) {
			this.lost = true;
			this.metrics.lost(Loss.LENGTH);
			context.close();
		}
		else if (in.readableBytes() >= length) {
			this.intake.release(this);
			read(in.readSlice(length), out);
		}
		else {
			this.intake.hold(this, in.capacity());
		}
	}

	private void read(ByteBuf frame, List<Object> out) {
		try {
			out.add(FrameReader.read(frame, this.maxPayload));
		}
		catch (FrameException ex) {
			this.metrics.lost(ex.loss());
		}
	}

}
