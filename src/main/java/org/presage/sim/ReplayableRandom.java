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

	private long state;

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
		return new ReplayableRandom(this.state);
	}

	/** A copy whose future differs from this one's, reproducibly, by {@code salt}. */
	ReplayableRandom branch(long salt) {
		return new ReplayableRandom(new ReplayableRandom(this.state ^ (salt * 0xD1342543DE82EF95L)).nextLong());
	}

}
