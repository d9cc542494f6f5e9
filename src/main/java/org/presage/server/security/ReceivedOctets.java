/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Counts the octets of requests that were received and are not answered yet: of each
 * stream, of each address and of all. Within {@code presage.stream.max-memory} a stream
 * may ask for more; what ignores that is ended when twice as much is received, before the
 * octets are read. Thread-safe; the events of one stream come one after the other.
 */
public final class ReceivedOctets extends ServerStreamTracer.Factory {

	/** Share of one client and of one stream in what all may have. */
	static final int CLIENT_SHARE = 2;

	static final int STREAM_SHARE = 8;

	/** Most messages that a stream asks for before the first of them is received. */
	static final int MOST_AHEAD = 16;

	/** Octets that these messages are expected to have together. */
	static final int OCTETS_AHEAD = 256 << 10;

	/**
	 * A stream with fewer is not ended for what others send, unless the limit is exceeded
	 * four times.
	 */
	static final int FEW = 64 << 10;

	private static final int ENDS = 2;

	private static final int ENDS_ALL = 4;

	/** Expected of a stream's first message. */
	private static final int FIRST = OCTETS_AHEAD / 4;

	/** The expected size falls by this part with each smaller message. */
	private static final int DECAY_SHIFT = 3;

	private static final Context.Key<OfStream> KEY = Context.key("presage-received-octets");

	private static final ReceivedOctets UNLIMITED = new ReceivedOctets(Long.MAX_VALUE / ENDS_ALL, 0, null);

	private final long most;

	private final long mostOfClient;

	private final long mostOfStream;

	private final @Nullable Refusals refusals;

	private final AtomicLong all = new AtomicLong();

	private final Map<Object, Client> clients = new ConcurrentHashMap<>();

	/**
	 * @param most octets of all streams together
	 * @param largest octets of one message; each limit is at least this
	 * @param refusals null for none
	 */
	public ReceivedOctets(long most, long largest, @Nullable Refusals refusals) {
		this.most = Math.max(largest, most);
		this.mostOfClient = Math.max(largest, most / CLIENT_SHARE);
		this.mostOfStream = Math.max(largest, most / STREAM_SHARE);
		this.refusals = refusals;
	}

	/** The octets of one address. */
	private static final class Client {

		private final AtomicLong octets = new AtomicLong();

		private int streams;

	}

	/** The octets of the call at hand, which the caller counts from now on. */
	public static OfStream claim() {
		OfStream octets = KEY.get();
		return (octets != null) ? octets.claimed() : UNLIMITED.new OfStream("").claimed();
	}

	@Override
	public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
		return new OfStream(method);
	}

	/** Of all streams. */
	public long all() {
		return this.all.get();
	}

	/** The octets of one stream. */
	public final class OfStream extends ServerStreamTracer {

		private final String method;

		/** Sizes of the messages that were received and not read, oldest first. */
		private final int[] sizes = new int[2 * MOST_AHEAD];

		private int first;

		private int count;

		/** Of a message of which not all was received. */
		private int partial;

		/** Received, whether read or not. */
		private long octets;

		/** Of a message that comes. */
		private int expected = FIRST;

		private @Nullable SocketAddress from;

		private @Nullable Object address;

		private @Nullable Client client;

		private boolean claimed;

		private boolean ended;

		private OfStream(String method) {
			this.method = method;
		}

		private synchronized OfStream claimed() {
			this.claimed = true;
			return this;
		}

		@Override
		public Context filterContext(Context context) {
			return context.withValue(KEY, this);
		}

		@Override
		public synchronized void serverCallStarted(ServerCallInfo<?, ?> call) {
			this.from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
			this.address = (this.from instanceof InetSocketAddress socket && socket.getAddress() != null)
					? socket.getAddress() : "local";
			this.client = ReceivedOctets.this.clients.compute(this.address, (address, known) -> {
				Client entered = (known != null) ? known : new Client();
				entered.streams++;
				return entered;
			});
		}

		/** Some octets of a message, which the transport is about to keep. */
		@Override
		public void inboundWireSize(long bytes) {
			synchronized (this) {
				if (this.ended) {
					return;
				}
				this.partial += (int) bytes;
				add(bytes);
				if (!isTooMuch()) {
					return;
				}
			}
			throw refused().asRuntimeException();
		}

		/** A whole message, which waits to be read. */
		@Override
		public synchronized void inboundMessageRead(int number, long wireSize, long size) {
			int last = (this.first + this.count) % this.sizes.length;
			if (this.count < this.sizes.length) {
				this.sizes[last] = this.partial;
				this.count++;
				this.partial = 0;
			}
		}

		@Override
		public synchronized void streamClosed(Status status) {
			if (!this.claimed) {
				end();
			}
		}

		/**
		 * A message is read: its octets count by what it takes from now on, until
		 * {@link #release}.
		 */
		public synchronized void read(int size) {
			int wire = 0;
			if (this.count > 0) {
				wire = this.sizes[this.first];
				this.first = (this.first + 1) % this.sizes.length;
				this.count--;
			}
			this.expected = Math.max(size, this.expected - (this.expected >> DECAY_SHIFT));
			hold(size - wire);
		}

		/** Further octets are kept for this stream, as an answer that waits. */
		public synchronized void hold(long more) {
			if (!this.ended && more != 0) {
				add(more);
			}
		}

		/** Octets are kept no longer. */
		public void release(long less) {
			hold(-less);
		}

		/**
		 * Messages that the stream may ask for before the first of them is received.
		 * @return 0 while as many octets wait as may
		 */
		public synchronized int ahead() {
			Client of = this.client;
			if (this.octets >= ReceivedOctets.this.mostOfStream
					|| ReceivedOctets.this.all.get() >= ReceivedOctets.this.most
					|| (of != null && of.octets.get() >= ReceivedOctets.this.mostOfClient)) {
				return 0;
			}
			return Math.clamp(OCTETS_AHEAD / Math.max(1, this.expected), 1, MOST_AHEAD);
		}

		/** The stream keeps nothing any more. */
		public synchronized void end() {
			if (this.ended) {
				return;
			}
			add(-this.octets);
			this.ended = true;
			if (this.address != null) {
				ReceivedOctets.this.clients.computeIfPresent(this.address,
						(address, known) -> (--known.streams == 0) ? null : known);
			}
		}

		private void add(long more) {
			this.octets += more;
			ReceivedOctets.this.all.addAndGet(more);
			if (this.client != null) {
				this.client.octets.addAndGet(more);
			}
		}

		private boolean isTooMuch() {
			long everybodys = ReceivedOctets.this.all.get();
			if (this.octets <= FEW) {
				return everybodys > ENDS_ALL * ReceivedOctets.this.most;
			}
			return everybodys > ENDS * ReceivedOctets.this.most || this.octets > ENDS * ReceivedOctets.this.mostOfStream
					|| (this.client != null && this.client.octets.get() > ENDS * ReceivedOctets.this.mostOfClient);
		}

		private Status refused() {
			Status status = Status.RESOURCE_EXHAUSTED
				.withDescription("presage.stream.max-memory: expected fewer octets that are not answered, found "
						+ this.octets + " of this stream and " + ReceivedOctets.this.all + " of all");
			if (ReceivedOctets.this.refusals != null) {
				ReceivedOctets.this.refusals.stream(this.method, this.from, status);
			}
			return status;
		}

	}

}
