/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;

/**
 * Connections of the web server: HTTP/1.1 of Tomcat, which limits the silence of a
 * connection but not how long a request may take to arrive, nor how many connections one
 * client has. Here, a connection whose request has not arrived, head and body, within
 * {@value #REQUEST_TIMEOUTS} times the connection timeout is ended. When one address has
 * more than half of the connections, its oldest one is ended for the new one, and when
 * there are almost as many as allowed, the oldest of all. So probes are answered while
 * others drip, even from the same address. There must be a thread for each connection
 * ({@code server.tomcat.threads.max}), as reading a body blocks.
 */
public final class WebConnections extends Http11NioProtocol {

	/** A request may take so many times the longest silence to arrive. */
	static final int REQUEST_TIMEOUTS = 3;

	/** Connections that may be accepted while one that was ended is still closing. */
	private static final int CLOSING = 16;

	private final Set<Requests> requests = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private volatile BiConsumer<String, String> ended = (address, why) -> {
	};

	private @Nullable Clock clock;

	private @Nullable ScheduledFuture<?> watch;

	/** Made by Spring, by its name. */
	public WebConnections() {
		super(new Limited());
		((Limited) getEndpoint()).owner = this;
	}

	/**
	 * To be called before it starts.
	 * @param time of the system: Tomcat notes by it when a request began
	 * @param listener is called with a client's address and the reason when one of its
	 * connections is ended, by any thread
	 */
	public void onEnded(Clock time, BiConsumer<String, String> listener) {
		this.clock = time;
		this.ended = listener;
	}

	@Override
	protected Processor createProcessor() {
		Requests processor = new Requests(this, getAdapter());
		this.requests.add(processor);
		return processor;
	}

	@Override
	public void start() throws Exception {
		super.start();
		Clock time = Objects.requireNonNull(this.clock, "clock");
		this.watch = getUtilityExecutor().scheduleWithFixedDelay(() -> endLate(time), 1, 1, TimeUnit.SECONDS);
	}

	@Override
	public void stop() throws Exception {
		if (this.watch != null) {
			this.watch.cancel(false);
		}
		super.stop();
	}

	private void endLate(Clock time) {
		long mostNs = TimeUnit.MILLISECONDS.toNanos((long) REQUEST_TIMEOUTS * getConnectionTimeout());
		Requests[] now;
		synchronized (this.requests) {
			now = this.requests.toArray(Requests[]::new);
		}
		for (Requests one : now) {
			try {
				one.endIfLate(time.nanoTime(), mostNs);
			}
			catch (RuntimeException ex) {
				// It ended while it was being checked.
				getLog().debug("not checked", ex);
			}
		}
	}

	private void end(SocketChannel channel, String address, String why) {
		try {
			// Closing is for the thread that owns the connection: it reads the end.
			channel.shutdownInput();
			channel.shutdownOutput();
			this.ended.accept(address, why);
		}
		catch (IOException ex) {
			getLog().debug("closed already", ex);
		}
	}

	/** The address without the port, as text. */
	private static String address(@Nullable SocketAddress from) {
		return (from instanceof InetSocketAddress inet) ? inet.getAddress().getHostAddress() : String.valueOf(from);
	}

	/** The requests of one connection at a time. */
	private static final class Requests extends Http11Processor {

		private final WebConnections owner;

		Requests(WebConnections owner, Adapter adapter) {
			super(owner, adapter);
			this.owner = owner;
		}

		/**
		 * Called by another thread than the one that serves. What it reads may be of the
		 * request before; then its time is shorter, and the next check ends it.
		 */
		void endIfLate(long nowNs, long mostNs) {
			SocketWrapperBase<?> serving = getSocketWrapper();
			long startNs = this.request.getStartTimeNanos();
			boolean late = startNs != -1 && nowNs - startNs > mostNs && !isRequestBodyFullyRead();
			if (late && serving != null && serving == getSocketWrapper()
					&& serving.getSocket() instanceof NioChannel channel && channel.getIOChannel().isOpen()) {
				SocketChannel socket = channel.getIOChannel();
				this.owner.end(socket, serving.getRemoteAddr(),
						"a request that had not arrived after " + TimeUnit.NANOSECONDS.toMillis(mostNs) + " ms");
			}
		}

	}

	/** Accepts connections; one thread does. */
	private static final class Limited extends NioEndpoint {

		/** Where each comes from, oldest first. */
		private final Map<SocketChannel, String> open = new LinkedHashMap<>();

		private @Nullable WebConnections owner;

		@Override
		protected boolean setSocketOptions(SocketChannel socket) {
			this.open.keySet().removeIf((known) -> !known.isOpen() || known.socket().isInputShutdown());
			String address = address(socket.socket().getRemoteSocketAddress());
			int all = getMaxConnections() - CLOSING;
			if (this.open.values().stream().filter(address::equals).count() >= getMaxConnections() / 2) {
				endOldest(address, "more connections of one client than " + getMaxConnections() / 2);
			}
			else if (this.open.size() >= all) {
				endOldest(this.open.values().iterator().next(), "more connections than " + all);
			}
			this.open.put(socket, address);
			return super.setSocketOptions(socket);
		}

		private void endOldest(String address, String why) {
			for (Map.Entry<SocketChannel, String> one : this.open.entrySet()) {
				if (one.getValue().equals(address)) {
					if (this.owner != null) {
						this.owner.end(one.getKey(), address, why);
					}
					this.open.remove(one.getKey());
					return;
				}
			}
		}

	}

}
