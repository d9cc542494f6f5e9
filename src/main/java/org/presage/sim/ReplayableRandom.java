/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) with a state that can be copied: a
 * simulation branches by copying it. The JDK's generators hide theirs.
 */
public final class ReplayableRandom implements RandomGenerator {

	private static final int MOST_SLICES = 512;

	private static final int MOST_UES = 1 << 16;

	private long state;

	/** Where all events start from; 0 if draws follow each other. */
	private long events;

	private long interval;

	public ReplayableRandom(long seed) {
		this.state = seed;
	}

	@Override
	public long nextLong() {
		this.state += 0x9E3779B97F4A7C15L;
		long z = this.state;
		z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

	ReplayableRandom copy() {
		ReplayableRandom copy = new ReplayableRandom(this.state);
		copy.events = this.events;
		copy.interval = this.interval;
		return copy;
	}

	/**
	 * A {@link #branch} in which draws belong to events: the same event of the same UE
	 * draws the same numbers, however much was drawn before it. So two futures with the
	 * same salt differ in nothing but what their allocations cause.
	 */
	ReplayableRandom aligned(long salt) {
		ReplayableRandom aligned = branch(salt);
		aligned.events = aligned.nextLong() | 1;
		return aligned;
	}

	/** Starts the next interval of events. */
	void nextInterval() {
		this.interval++;
	}

	/**
	 * Starts an event of a UE; nothing where draws follow each other.
	 * @param slice index in the cell
	 * @param ue index in the slice
	 * @param tick of the interval
	 * @param kind of the event
	 */
	void event(int slice, int ue, int tick, Event kind) {
		if (this.events != 0) {
			long key = this.interval * RanConfig.TICKS + tick;
			key = (key * MOST_SLICES + slice) * MOST_UES + ue;
			this.state = this.events + (key * Event.values().length + kind.ordinal()) * 0xD1342543DE82EF95L;
		}
	}

	/** What a UE draws for. */
	enum Event {

		/** It moves. */
		MOVE,
		/** Its traffic arrives. */
		ARRIVE,
		/** It is served. */
		SERVE

	}

	/** A copy whose future differs from this one's, reproducibly, by {@code salt}. */
	ReplayableRandom branch(long salt) {
		return new ReplayableRandom(new ReplayableRandom(this.state ^ (salt * 0xD1342543DE82EF95L)).nextLong());
	}

}
