/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The newest decisions in memory. Keeping one is two atomic operations. Thread-safe.
 */
public final class DecisionRing {

	private final AtomicReferenceArray<@Nullable KeptDecision> places;

	private final AtomicLong kept = new AtomicLong();

	/**
	 * @param capacity decisions kept, 0 or more
	 */
	DecisionRing(int capacity) {
		this.places = new AtomicReferenceArray<>(capacity);
	}

	/** Decisions that it was given since the start, those that it has forgotten too. */
	public long kept() {
		return this.kept.get();
	}

	/** Decisions that it can keep. */
	public int capacity() {
		return this.places.length();
	}

	void keep(KeptDecision decision) {
		if (capacity() > 0) {
			this.places.set((int) (this.kept.getAndIncrement() % capacity()), decision);
		}
	}

	/** The decision with a number, if it is still there. */
	public Optional<KeptDecision> find(long id) {
		return newest(capacity()).stream().filter((each) -> each.decision().id() == id).findFirst();
	}

	/** The newest decisions, the newest first. */
	public List<KeptDecision> newest(int count) {
		List<KeptDecision> found = new ArrayList<>();
		long end = this.kept.get();
		long first = Math.max(0, end - Math.min(count, capacity()));
		for (long n = end - 1; n >= first; n--) {
			KeptDecision decision = this.places.get((int) (n % capacity()));
			if (decision != null) {
				found.add(decision);
			}
		}
		return found;
	}

}
