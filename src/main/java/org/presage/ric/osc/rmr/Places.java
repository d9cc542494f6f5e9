/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The places for connections that others make. When all are taken, a new connection takes
 * the place of one that has sent no whole message, the oldest first; if there is none, of
 * one whose messages come from no endpoint of the route table, the one that was silent
 * longest. Whoever only holds connections therefore locks nobody out. Endpoints of the
 * route table keep their places: up to 8 each, and 192 together. On the endpoint's
 * thread.
 */
final class Places {

	/** All places. */
	static final int MOST = 256;

	/**
	 * Those of endpoints of the route table; the others are always for new connections.
	 */
	static final int MOST_KNOWN = 192;

	/** A name in a header proves nothing: whoever uses another's takes so many. */
	static final int MOST_OF_ONE = 8;

	private final Predicate<String> endpoints;

	private final EndedPeers peers;

	/**
	 * Connections that have sent no whole message, with the time of their start in ns.
	 */
	private final Map<Channel, Long> fresh = new LinkedHashMap<>();

	/** By the time of their last message. */
	private final Map<Channel, Boolean> strangers = new LinkedHashMap<>(MOST, 1, true);

	private final Map<Channel, String> known = new HashMap<>();

	private final Map<String, Integer> ofOne = new HashMap<>();

	/**
	 * @param endpoints whether the route table has a host and port
	 */
	Places(Predicate<String> endpoints, EndedPeers peers) {
		this.endpoints = endpoints;
		this.peers = peers;
	}

	/** Gives a new connection a place, if need be that of another one. */
	void enter(Channel channel, long nowNs) {
		if (this.fresh.size() + this.strangers.size() + this.known.size() >= MOST) {
			Channel last = first(this.fresh);
			end((last != null) ? last : first(this.strangers), Loss.CONNECTIONS);
		}
		this.fresh.put(channel, nowNs);
	}

	private static @Nullable Channel first(Map<Channel, ?> connections) {
		Iterator<Channel> all = connections.keySet().iterator();
		return all.hasNext() ? all.next() : null;
	}

	private void end(@Nullable Channel channel, Loss why) {
		if (channel != null) {
			leave(channel);
			this.peers.ended(channel.remoteAddress(), why);
			channel.close();
		}
	}

	/** A whole message has come; nothing for a connection that we made. */
	void received(Channel channel, String source) {
		boolean first = this.fresh.containsKey(channel);
		if (first || this.strangers.get(channel) != null) {
			if (this.endpoints.test(source) && this.known.size() < MOST_KNOWN
					&& this.ofOne.getOrDefault(source, 0) < MOST_OF_ONE) {
				leave(channel);
				this.known.put(channel, source);
				this.ofOne.merge(source, 1, Integer::sum);
			}
			else if (first) {
				this.fresh.remove(channel);
				this.strangers.put(channel, true);
			}
		}
	}

	/** A connection has ended. */
	void leave(Channel channel) {
		this.fresh.remove(channel);
		this.strangers.remove(channel);
		String name = this.known.remove(channel);
		if (name != null) {
			this.ofOne.computeIfPresent(name, (same, count) -> (count > 1) ? count - 1 : null);
		}
	}

	/** Ends the connections that have sent no whole message since then. */
	void endSilent(long sinceNs) {
		while (!this.fresh.isEmpty()) {
			Map.Entry<Channel, Long> oldest = this.fresh.entrySet().iterator().next();
			if (oldest.getValue() - sinceNs >= 0) {
				return;
			}
			end(oldest.getKey(), Loss.SLOW);
		}
	}

}
