/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Class-balancing reservoir sampling (Chrysakis and Moens, Online Continual Learning from
 * Imbalanced Data, ICML 2020, Algorithm 1): says which place of a buffer of fixed size a
 * window takes. Strata that are rare keep all of their windows, of the others about
 * equally many are kept; within a stratum that was ever the largest, each window that was
 * offered has the same chance.
 */
final class BalancedReservoir {

	/** The window is not kept. */
	static final int NONE = -1;

	private final int capacity;

	private final SplittableRandom random;

	private final Map<Stratum, Members> strata = new HashMap<>();

	/** Strata that were the largest at some time when the buffer was full. */
	private final Set<Stratum> full = new HashSet<>();

	private int size;

	/** No window has this place or a higher one. */
	private int next;

	/**
	 * @param capacity windows that are kept at most; 0 for none
	 */
	BalancedReservoir(int capacity, SplittableRandom random) {
		this.capacity = capacity;
		this.random = random;
	}

	/** Places of a stratum, and how many windows of it were offered. */
	private static final class Members {

		private final List<Integer> places = new ArrayList<>();

		private long offered;

	}

	/**
	 * Takes what is in a buffer already.
	 * @param offered windows of it that were offered
	 */
	void restore(Stratum stratum, List<Integer> places, long offered) {
		Members members = members(stratum);
		members.places.addAll(places);
		members.offered = Math.max(offered, places.size());
		this.size += places.size();
		this.next = Math.max(this.next, places.stream().mapToInt((place) -> place + 1).max().orElse(0));
	}

	/**
	 * Gives windows up, of the largest strata, as long as there are more than places.
	 * @return places that are free now
	 */
	List<Integer> shrink() {
		List<Integer> free = new ArrayList<>();
		while (this.size > this.capacity) {
			free.add(take(largest()));
			this.size--;
		}
		if (this.size == this.capacity) {
			noteFull();
		}
		return free;
	}

	/** Takes a place from a stratum, each with the same chance. */
	private int take(Members from) {
		int index = this.random.nextInt(from.places.size());
		int place = from.places.get(index);
		from.places.set(index, from.places.getLast());
		from.places.removeLast();
		return place;
	}

	/**
	 * Offers a window.
	 * @return place that it takes, from whichever window is there; {@link #NONE} if it is
	 * not kept
	 */
	int offer(Stratum stratum) {
		Members members = members(stratum);
		members.offered++;
		if (this.size < this.capacity) {
			members.places.add(this.next++);
			this.size++;
			if (this.size == this.capacity) {
				noteFull();
			}
			return this.next - 1;
		}
		if (this.capacity == 0) {
			return NONE;
		}
		if (this.full.contains(stratum)) {
			if (this.random.nextDouble() * members.offered >= members.places.size()) {
				return NONE;
			}
			return members.places.get(this.random.nextInt(members.places.size()));
		}
		int place = take(largest());
		members.places.add(place);
		noteFull();
		return place;
	}

	private void noteFull() {
		int most = most();
		this.strata.forEach((stratum, members) -> {
			if (members.places.size() == most) {
				this.full.add(stratum);
			}
		});
	}

	/** One of the largest, each with the same chance. */
	private Members largest() {
		int most = most();
		List<Members> found = this.strata.values().stream().filter((one) -> one.places.size() == most).toList();
		return found.get(this.random.nextInt(found.size()));
	}

	private int most() {
		return this.strata.values().stream().mapToInt((one) -> one.places.size()).max().orElse(0);
	}

	private Members members(Stratum stratum) {
		return this.strata.computeIfAbsent(stratum, (any) -> new Members());
	}

	/** Windows of a stratum that were offered. */
	long offered(Stratum stratum) {
		Members members = this.strata.get(stratum);
		return (members != null) ? members.offered : 0;
	}

	/** Windows that are kept. */
	int size() {
		return this.size;
	}

}
