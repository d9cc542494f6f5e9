/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: hands on what comes, and returns answers on it. */
final class Link extends SimpleChannelInboundHandler<FrameReader.Received> {

	private static final Logger LOG = LoggerFactory.getLogger(Link.class);

	private final Network network;

	private final FrameWriter writer;

	private final RmrHandler handler;

	private final Outbox outbox;

	private boolean received;

	Link(Network network, FrameWriter writer, RmrHandler handler, Outbox outbox) {
		this.network = network;
		this.writer = writer;
		this.handler = handler;
		this.outbox = outbox;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FrameReader.Received received) {
		this.network.received(context.channel(), received.message().source());
		this.received = true;
		try {
			this.handler.received(received.message(), new Reply(context.channel(), received.echo()));
		}
		catch (RuntimeException ex) {
			this.network.metrics().lost(Loss.HANDLER);
			if (this.network.failures().admits()) {
				LOG.warn("{} was not handled", received.message(), ex);
			}
		}
	}

	private SendResult send(Channel channel, RmrMessage message, Echo echo) {
		if (message.payload().length > this.network.maxPayload()) {
			return SendResult.TOO_LARGE;
		}
		if (!channel.isActive()) {
			return SendResult.CLOSED;
		}
		byte[] frame = this.writer.frame(message, echo);
		if (!this.outbox.reserve(frame.length)) {
			return SendResult.FULL;
		}
		write(this.network, channel, frame, this.outbox);
		return SendResult.QUEUED;
	}

	/** Writes at once what room has been taken for. */
	static void write(Network network, Channel channel, byte[] frame, Outbox outbox) {
		channel.writeAndFlush(Unpooled.wrappedBuffer(frame)).addListener((written) -> {
			outbox.release(frame.length);
			if (!written.isSuccess()) {
				network.metrics().lost(Loss.BROKEN);
			}
		});
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.received) {
			this.handler.disconnected(this);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		LOG.debug("Connection with {} broke", context.channel().remoteAddress(), cause);
		context.close();
	}

	/** Leads back over this connection. */
	private final class Reply implements RmrReply {

		private final Channel channel;

		private final Echo echo;

		Reply(Channel channel, Echo echo) {
			this.channel = channel;
			this.echo = echo;
		}

		@Override
		public SendResult send(RmrMessage message) {
			return Link.this.network.metrics().sent(Link.this.send(this.channel, message, this.echo));
		}

		@Override
		public Object connection() {
			return Link.this;
		}

	}

}
