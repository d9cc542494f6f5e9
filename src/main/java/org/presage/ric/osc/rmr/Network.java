/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;

/** The sockets of an endpoint and the one thread that serves them. */
final class Network implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(Network.class);

	private static final int CONNECT_MS = 1000;

	/** A machine that is gone without a word is noticed after a minute. */
	private static final int SILENT_S = 30;

	private static final int PROBE_S = 10;

	private static final int PROBES = 3;

	/**
	 * For the first message of a connection, and for each that has begun: whoever sends
	 * slower takes the place of those who do not.
	 */
	static final long MESSAGE_NS = TimeUnit.SECONDS.toNanos(10);

	private static final int CHECK_MS = 500;

	private static final int CLOSE_MS = 2000;

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("rmr", true) {
		@Override
		public Thread newThread(Runnable task) {
			Thread made = super.newThread(task);
			Network.this.thread.set(made);
			return made;
		}
	}, NioIoHandler.newFactory());

	private final EventLoop loop = this.group.next();

	/** All of them, once there is an end to it none more. */
	private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

	private final RmrMetrics metrics;

	private final Clock clock;

	private final LogThrottle failures;

	private final LogThrottle reached;

	private final Intake intake;

	private final Places places;

	private final AtomicLong written = new AtomicLong();

	private final int maxPayload;

	/**
	 * @param endpoints whether the route table has a host and port
	 */
	Network(int maxPayload, Predicate<String> endpoints, Clock clock, RmrMetrics metrics) {
		this.maxPayload = maxPayload;
		this.clock = clock;
		this.metrics = metrics;
		this.failures = new LogThrottle(LOG, Level.WARN, "messages that were not handled", clock);
		this.reached = new LogThrottle(LOG, Level.WARN, "peers that cannot be reached, or can again", clock);
		EndedPeers peers = new EndedPeers(clock, metrics);
		this.intake = new Intake(maxPayload, clock, metrics, peers);
		this.places = new Places(endpoints, peers);
		this.loop.scheduleWithFixedDelay(this::endSlow, CHECK_MS, CHECK_MS, TimeUnit.MILLISECONDS);
	}

	/**
	 * What waits to be written on a connection; all of them share one bound.
	 * @param mostMessages of this one
	 */
	Outbox outbox(int mostMessages) {
		return new Outbox(mostMessages, this.written);
	}

	EventLoop loop() {
		return this.loop;
	}

	/**
	 * Does something on the thread, at once if that is the caller's; nothing after the
	 * end.
	 */
	void onLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
			return;
		}
		try {
			this.loop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			LOG.trace("Closed already", ex);
		}
	}

	Clock clock() {
		return this.clock;
	}

	RmrMetrics metrics() {
		return this.metrics;
	}

	/** How often messages that cannot be handled are logged. */
	LogThrottle failures() {
		return this.failures;
	}

	/** How often connections that come and go are logged. */
	LogThrottle reached() {
		return this.reached;
	}

	int maxPayload() {
		return this.maxPayload;
	}

	/**
	 * Listens; connections wait until {@link #accept}.
	 * @param port 0 for any
	 * @param mostPayload longest payload that is read
	 * @param links what serves each connection
	 */
	Channel listen(String bind, int port, int mostPayload, Supplier<Link> links) throws IOException {
		ChannelFuture bound = new ServerBootstrap().group(this.group)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_REUSEADDR, true)
			.option(ChannelOption.AUTO_READ, false)
			.childHandler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel channel) {
					Network.this.places.enter(channel, Network.this.clock.nanoTime());
					channel.closeFuture().addListener((closed) -> Network.this.places.leave(channel));
					counted(channel, Network.this.metrics.in());
					add(channel, mostPayload, links.get());
				}
			})
			.bind(new InetSocketAddress(InetAddress.getByName(bind), port))
			.awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new IOException("cannot listen on " + Address.text(bind, port) + ": " + bound.cause().getMessage(),
					bound.cause());
		}
		this.channels.add(bound.channel());
		return bound.channel();
	}

	private void endSlow() {
		long sinceNs = this.clock.nanoTime() - MESSAGE_NS;
		this.intake.endSlow(sinceNs);
		this.places.endSilent(sinceNs);
	}

	/** A whole message has come. */
	void received(Channel channel, String source) {
		this.metrics.received();
		this.places.received(channel, source);
	}

	/** Lets connections in. */
	static void accept(Channel listener) {
		listener.config().setAutoRead(true);
	}

	/** Begins to connect. */
	ChannelFuture connect(InetSocketAddress to, int mostPayload, Link link) {
		return new Bootstrap().group(this.loop)
			.channel(NioSocketChannel.class)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
			.handler(new ChannelInitializer<>() {
				@Override
				protected void initChannel(Channel channel) {
					add(channel, mostPayload, link);
				}
			})
			.connect(to);
	}

	/** Counts a connection for as long as there is one. */
	static void counted(Channel channel, AtomicInteger count) {
		count.incrementAndGet();
		channel.closeFuture().addListener((closed) -> count.decrementAndGet());
	}

	private void add(Channel channel, int mostPayload, Link link) {
		this.channels.add(channel);
		try {
			options(channel);
		}
		catch (ChannelException ex) {
			// It has ended already.
			channel.close();
		}
		channel.pipeline().addLast(new FrameCutter(mostPayload, this.intake, this.metrics), link);
	}

	private static void options(Channel channel) {
		channel.config().setOption(ChannelOption.TCP_NODELAY, true);
		channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
		channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), SILENT_S);
		channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), PROBE_S);
		channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
	}

	/** Ends all connections and the thread; waits for it, but not on that thread. */
	@Override
	public void close() {
		this.channels.close();
		this.group.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS);
		Thread made = this.thread.get();
		if (made != null && made != Thread.currentThread()) {
			try {
				made.join(CLOSE_MS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
