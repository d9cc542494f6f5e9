/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.control.metrics.EnumCounters;
import org.presage.control.metrics.Metric;

/**
 * Keeps nodes from what they do not survive: a node that vanishes within
 * {@value #SOON_SECONDS} s of a subscription or a control, twice, is not sent another one
 * until an operator releases it, also after a restart. A message in another grammar than
 * the node's aborts its process, and so does the next one after its restart. A node that
 * lives for a minute with what it is asked survives it: how it ends later is not counted,
 * and an end before is forgiven, as it is after ten minutes. A node that leaves while the
 * RIC itself is not reached is not counted. Thread-safe.
 */
public final class NodeGuard {

	/** The text for the operator, with the node's name in front. */
	public static final String REMEDY = "set the dialect, grammar and control of this node right, then release it: "
			+ "DELETE /api/v1/held-nodes?node=NODE";

	static final int SOON_SECONDS = 10;

	private static final long SOON_NS = TimeUnit.SECONDS.toNanos(SOON_SECONDS);

	/** With what it was asked: then it survives it. */
	private static final long LIVED_NS = TimeUnit.SECONDS.toNanos(60);

	private static final long FORGIVEN_NS = TimeUnit.MINUTES.toNanos(10);

	/** A manager needs up to this long to notice that an E2 termination has ended. */
	private static final long RIC_GONE_NS = TimeUnit.SECONDS.toNanos(60);

	private static final int ENOUGH = 2;

	private static final Logger LOG = LoggerFactory.getLogger(NodeGuard.class);

	private final Memory memory;

	private final Clock clock;

	/** As in the memory, which may be on another machine. */
	private final Map<String, String> stored = new TreeMap<>();

	private final Map<String, Node> nodes = new HashMap<>();

	private final EnumCounters<Ask> vanished;

	private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * @param memory of the nodes that are held
	 */
	public NodeGuard(Memory memory, Clock clock, MeterRegistry registry) {
		this.memory = memory;
		this.clock = clock;
		this.stored.putAll(memory.all());
		this.vanished = Metric.E2_VANISHED.counters(registry, Ask.class);
		for (Ask ask : Ask.values()) {
			Metric.E2_HELD.gauge(registry, this, (guard) -> guard.count(ask), ask.label());
		}
		held().forEach((held) -> LOG.atError()
			.addKeyValue(LogKeys.NODE, held.node())
			.log("{} is {}; {}", held.node(), held.text(), REMEDY));
	}

	/** What survives a restart: texts by key. */
	public interface Memory {

		/** All that there is. */
		Map<String, String> all();

		void put(String key, String value);

		void remove(String key);

	}

	/** What a node is asked for. */
	public enum Ask {

		/** A RICsubscriptionRequest. */
		SUBSCRIPTION,
		/** A RICcontrolRequest. */
		CONTROL;

		String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * A node that is not asked any more.
	 *
	 * @param node as the RIC names it
	 * @param ask what it is not sent
	 * @param since when that was decided, ISO 8601
	 */
	public record Held(String node, Ask ask, String since) {

		/** In a sentence. */
		public String text() {
			return "sent no " + this.ask.label() + " since " + this.since + ", because it vanished within "
					+ SOON_SECONDS + " s of one, twice";
		}

		private String key() {
			return this.ask.label() + ' ' + this.node;
		}

	}

	/** What is known of a node that was asked something. */
	private static final class Node {

		final Map<Ask, Long> askedNs = new EnumMap<>(Ask.class);

		final Map<Ask, Long> firstNs = new EnumMap<>(Ask.class);

		final Map<Ask, Long> vanishedNs = new EnumMap<>(Ask.class);

		final Map<Ask, Integer> times = new EnumMap<>(Ask.class);

		/** Whether the connection to the RIC ended, and no cell has reported since. */
		boolean ricGone;

		long ricGoneNs;

		/** Whether it has lived with such questions for long enough. */
		boolean livedWith(Ask ask, long nowNs) {
			return nowNs - this.firstNs.getOrDefault(ask, nowNs) >= LIVED_NS;
		}

		/** Forgives its earlier ends after what it has lived with since. */
		void forgive(long nowNs) {
			this.vanishedNs.keySet().removeIf((ask) -> livedWith(ask, nowNs));
		}

		/** Whether nothing counts that is known of it. */
		boolean isForgiven(long nowNs) {
			return this.askedNs.isEmpty()
					&& this.vanishedNs.values().stream().allMatch((ended) -> nowNs - ended >= FORGIVEN_NS);
		}

	}

	/** Nodes that are held, as a memory has them. */
	public static List<Held> held(Map<String, String> stored) {
		List<Held> held = new ArrayList<>();
		stored.forEach((key, since) -> {
			for (Ask ask : Ask.values()) {
				if (key.startsWith(ask.label() + ' ')) {
					held.add(new Held(key.substring(ask.label().length() + 1), ask, since));
				}
			}
		});
		return held;
	}

	/** Nodes that are held. */
	public synchronized List<Held> held() {
		return held(this.stored);
	}

	/** How many nodes something is known of. */
	synchronized int known() {
		return this.nodes.size();
	}

	private long count(Ask ask) {
		return held().stream().filter((held) -> held.ask() == ask).count();
	}

	/** Runs with the name of each node that is held or released from now on. */
	void listen(Consumer<String> changed) {
		this.listeners.add(changed);
	}

	/** Why a node is not asked; null if it may be. */
	@Nullable String refusal(String node, Ask ask) {
		return held().stream()
			.filter((held) -> held.node().equals(node) && (held.ask() == ask || held.ask() == Ask.SUBSCRIPTION))
			.findFirst()
			.map((held) -> "the node is " + held.text())
			.orElse(null);
	}

	/** A node is asked now. */
	synchronized void asked(String name, Ask ask) {
		long now = this.clock.nanoTime();
		Node node = this.nodes.get(name);
		if (node == null) {
			this.nodes.values().removeIf((one) -> one.isForgiven(now));
			node = new Node();
			this.nodes.put(name, node);
		}
		node.askedNs.put(ask, now);
		node.firstNs.putIfAbsent(ask, now);
	}

	/**
	 * Whether a node is to be watched closely: it was asked for something a moment ago
	 * that it has not yet lived with for a minute.
	 */
	public synchronized boolean isWatching() {
		long now = this.clock.nanoTime();
		return this.nodes.values()
			.stream()
			.anyMatch((node) -> node.askedNs.entrySet()
				.stream()
				.anyMatch((asked) -> now - asked.getValue() < SOON_NS && !node.livedWith(asked.getKey(), now)));
	}

	/**
	 * The RIC was not reached, or the connection to it has ended: nodes that leave now
	 * leave with the RIC, not because of what they were asked.
	 */
	synchronized void disconnected(String name) {
		Node node = this.nodes.get(name);
		if (node != null) {
			node.ricGone = true;
			node.ricGoneNs = this.clock.nanoTime();
		}
	}

	/** A cell of a node reports again, so both the RIC and the node are there. */
	synchronized void reported(String name) {
		Node node = this.nodes.get(name);
		if (node != null) {
			node.ricGone = false;
		}
	}

	/** A node has left the RIC. */
	void vanished(String name) {
		if (judge(name)) {
			this.listeners.forEach((listener) -> listener.accept(name));
		}
	}

	private synchronized boolean judge(String name) {
		Node node = this.nodes.get(name);
		long now = this.clock.nanoTime();
		if (node == null) {
			return false;
		}
		Ask last = last(node, now);
		long afterMs = TimeUnit.NANOSECONDS.toMillis((last != null) ? now - node.askedNs.getOrDefault(last, now) : 0);
		boolean withRic = node.ricGone && now - node.ricGoneNs < RIC_GONE_NS;
		if (!node.ricGone) {
			node.forgive(now);
		}
		node.askedNs.clear();
		node.firstNs.clear();
		if (last == null) {
			return false;
		}
		if (withRic) {
			LOG.atInfo().addKeyValue(LogKeys.NODE, name).log("{} left the RIC when the RIC itself disconnected", name);
			return false;
		}
		Long before = node.vanishedNs.put(last, now);
		int times = (before != null && now - before < FORGIVEN_NS) ? node.times.getOrDefault(last, 0) + 1 : 1;
		node.times.put(last, times);
		this.vanished.increment(last);
		LOG.atWarn()
			.addKeyValue(LogKeys.NODE, name)
			.log("{} vanished {} ms after a {}, {} of {} times", name, afterMs, last.label(), times, ENOUGH);
		if (times < ENOUGH) {
			return false;
		}
		Held held = new Held(name, last, Instant.ofEpochMilli(this.clock.epochMillis()).toString());
		this.stored.put(held.key(), held.since());
		this.memory.put(held.key(), held.since());
		LOG.atError().addKeyValue(LogKeys.NODE, name).log("{} is {}; {}", name, held.text(), REMEDY);
		return true;
	}

	private static @Nullable Ask last(Node node, long now) {
		return node.askedNs.entrySet()
			.stream()
			.filter((asked) -> now - asked.getValue() < SOON_NS && !node.livedWith(asked.getKey(), now))
			.min(Comparator.comparingLong((asked) -> now - asked.getValue()))
			.map(Map.Entry::getKey)
			.orElse(null);
	}

	/**
	 * Lets a node be asked again.
	 * @return whether it was held
	 */
	public boolean release(String name) {
		synchronized (this) {
			List<Held> held = held().stream().filter((one) -> one.node().equals(name)).toList();
			if (held.isEmpty()) {
				return false;
			}
			held.forEach((one) -> {
				this.stored.remove(one.key());
				this.memory.remove(one.key());
			});
			this.nodes.remove(name);
		}
		LOG.atInfo().addKeyValue(LogKeys.NODE, name).log("{} is asked again: an operator has released it", name);
		this.listeners.forEach((listener) -> listener.accept(name));
		return true;
	}

}
