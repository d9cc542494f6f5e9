/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.BackOff;

/**
 * An endpoint that we send to. A connection is made with the first message and made again
 * whenever it breaks, for as long as the peer is wanted. What is sent meanwhile waits for
 * two seconds, within the bounds of the outbox; a peer that does not read fills its own
 * one only. Any thread may {@link #send}, all else happens on the endpoint's.
 */
final class Peer {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(2);

	/** Then it was a connection: a proxy for a peer that is gone ends it at once. */
	private static final long LASTED_NS = TimeUnit.SECONDS.toNanos(1);

	private final String name;

	private final Network network;

	private final EventLoop loop;

	private final int mostPayload;

	private final Function<Outbox, Link> links;

	private final Outbox outbox;

	private final BackOff backOff;

	private final Predicate<Peer> wanted;

	private final Deque<Waiting> waiting = new ArrayDeque<>();

	private @Nullable Channel channel;

	private long openedNs;

	private boolean connecting;

	private boolean expiring;

	private boolean reachable = true;

	private boolean closed;

	/**
	 * A frame that is not written.
	 *
	 * @param frame its octets
	 * @param dueNs when it is dropped
	 */
	private record Waiting(byte[] frame, long dueNs) {
	}

	/**
	 * @param name host and port
	 * @param mostPayload longest payload that is read from it
	 * @param links what serves a connection
	 * @param queue frames that may wait
	 * @param wanted whether to connect again though nothing waits
	 */
	Peer(String name, Network network, int mostPayload, Function<Outbox, Link> links, int queue, BackOff backOff,
			Predicate<Peer> wanted) {
		this.name = name;
		this.network = network;
		this.loop = network.loop();
		this.mostPayload = mostPayload;
		this.links = links;
		this.outbox = network.outbox(queue);
		this.backOff = backOff;
		this.wanted = wanted;
	}

	String name() {
		return this.name;
	}

	/** Sends a frame, or has it wait. */
	SendResult send(byte[] frame) {
		if (!this.outbox.reserve(frame.length)) {
			return SendResult.FULL;
		}
		Waiting sent = new Waiting(frame, this.network.clock().nanoTime() + WAIT_NS);
		if (this.loop.inEventLoop()) {
			deliver(sent);
			return SendResult.QUEUED;
		}
		try {
			this.loop.execute(() -> deliver(sent));
			return SendResult.QUEUED;
		}
		catch (RejectedExecutionException ex) {
			this.outbox.release(frame.length);
			return SendResult.CLOSED;
		}
	}

	private void deliver(Waiting sent) {
		if (this.closed) {
			drop(sent.frame(), Loss.BROKEN);
		}
		else if (this.channel != null && this.channel.isActive()) {
			write(sent, this.channel);
		}
		else {
			this.waiting.add(sent);
			expireIn(WAIT_NS);
			connect();
		}
	}

	/**
	 * Writes it, unless this process stood still meanwhile: a control may be another
	 * server's by now.
	 */
	private void write(Waiting sent, Channel to) {
		if (sent.dueNs() - this.network.clock().nanoTime() <= 0) {
			drop(sent.frame(), Loss.EXPIRED);
		}
		else {
			Link.write(this.network, to, sent.frame(), this.outbox);
		}
	}

	private void drop(byte[] frame, Loss why) {
		this.outbox.release(frame.length);
		this.network.metrics().lost(why);
	}

	private void expireIn(long ns) {
		if (!this.expiring) {
			this.expiring = true;
			this.loop.schedule(this::expire, ns, TimeUnit.NANOSECONDS);
		}
	}

	private void expire() {
		this.expiring = false;
		long nowNs = this.network.clock().nanoTime();
		Waiting first = this.waiting.peek();
		while (first != null && first.dueNs() - nowNs <= 0) {
			drop(first.frame(), Loss.EXPIRED);
			this.waiting.remove();
			first = this.waiting.peek();
		}
		if (first != null) {
			expireIn(first.dueNs() - nowNs);
		}
	}

	/** Begins to connect, unless that has begun. */
	private void connect() {
		if (!this.connecting) {
			this.connecting = true;
			resolveAndConnect();
		}
	}

	/**
	 * The name service may take seconds: not on this thread. It may know another address.
	 */
	private void resolveAndConnect() {
		Address address = Address.of(this.name);
		if (NetUtil.isValidIpV4Address(address.host()) || NetUtil.isValidIpV6Address(address.host())) {
			resolve(address);
		}
		else {
			Thread.ofVirtual().name("rmr-resolve").start(() -> resolve(address));
		}
	}

	private void resolve(Address address) {
		try {
			InetSocketAddress to = address.resolved();
			this.network.onLoop(() -> open(to));
		}
		catch (UnknownHostException ex) {
			this.network.onLoop(() -> failed("no such host"));
		}
	}

	private void open(InetSocketAddress to) {
		if (!this.closed) {
			ChannelFuture opened = this.network.connect(to, this.mostPayload, this.links.apply(this.outbox));
			opened.addListener((done) -> {
				if (done.isSuccess()) {
					opened(opened.channel());
				}
				else {
					failed(String.valueOf(done.cause().getMessage()));
				}
			});
		}
	}

	private void opened(Channel opened) {
		this.connecting = false;
		if (this.closed) {
			opened.close();
			return;
		}
		this.channel = opened;
		this.openedNs = this.network.clock().nanoTime();
		if (!this.reachable) {
			this.reachable = true;
			if (this.network.reached().admits()) {
				LOG.info("{} is reached again", this.name);
			}
		}
		Network.counted(opened, this.network.metrics().out());
		opened.closeFuture().addListener((gone) -> broke(opened));
		for (Waiting next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			write(next, opened);
		}
	}

	private void broke(Channel gone) {
		if (this.channel == gone) {
			this.channel = null;
		}
		if (this.network.clock().nanoTime() - this.openedNs > LASTED_NS) {
			this.backOff.reset();
		}
		again();
	}

	private void failed(String why) {
		this.connecting = false;
		this.network.metrics().unreachable();
		if (this.reachable) {
			this.reachable = false;
			if (this.network.reached().admits()) {
				LOG.warn("{} cannot be reached: {}", this.name, why);
			}
		}
		again();
	}

	/** After a pause, if there is still a reason to. */
	private void again() {
		if (!this.closed && !this.connecting && (!this.waiting.isEmpty() || this.wanted.test(this))) {
			this.connecting = true;
			this.loop.schedule(this::resolveAndConnect, this.backOff.next(), TimeUnit.MILLISECONDS);
		}
	}

	/** Ends the connection, and with it what is not written, and makes none again. */
	void close() {
		this.network.onLoop(() -> {
			this.closed = true;
			for (Waiting next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
				drop(next.frame(), Loss.BROKEN);
			}
			if (this.channel != null) {
				this.channel.close();
			}
		});
	}

}
