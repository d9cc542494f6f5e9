/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The slices of one cell: collects their frames of one interval until all have reported,
 * so that they are planned together. Owned by one thread.
 */
final class CellSlices {

	private static final Comparator<PendingFrame> BY_SLICE = Comparator.comparing(PendingFrame::slice);

	/** In two intervals one after the other it did not report, half a step for jitter. */
	private static final int VANISHED_HALF_STEPS = 3;

	private final List<CellState> members = new ArrayList<>();

	private final List<PendingFrame> waiting = new ArrayList<>();

	private long intervalMs;

	/** When the most urgent of those that wait must be planned at the latest. */
	private long expiryNs;

	void join(CellState slice) {
		this.members.add(slice);
	}

	void leave(CellState slice) {
		this.members.remove(slice);
	}

	int size() {
		return this.members.size();
	}

	boolean isEmpty() {
		return this.members.isEmpty();
	}

	/**
	 * A slice's frame waits for the others.
	 * @param patienceNs how long it may, from its receipt on
	 */
	void await(PendingFrame frame, long patienceNs) {
		long expiry = frame.arrival().receivedNs() + patienceNs;
		if (this.waiting.isEmpty() || expiry - this.expiryNs < 0) {
			this.expiryNs = expiry;
		}
		this.intervalMs = frame.arrival().frame().intervalEndMs();
		this.waiting.add(frame);
		this.waiting.sort(BY_SLICE);
	}

	/** Frames that wait, in the order of their slices. */
	List<PendingFrame> waiting() {
		return this.waiting;
	}

	/** Whether a frame of the interval would have to wait for others that are older. */
	boolean waitsForAnother(long intervalEndMs) {
		return !this.waiting.isEmpty() && this.intervalMs != intervalEndMs;
	}

	/**
	 * Whether nothing is left to wait for.
	 * @param gapMs a slice that has been silent for longer is not waited for
	 */
	boolean complete(long gapMs) {
		for (CellState member : this.members) {
			if (member.endedBefore(this.intervalMs, gapMs)) {
				return false;
			}
		}
		return true;
	}

	boolean expired(long nowNs) {
		return nowNs - this.expiryNs >= 0;
	}

	/** How long the frames may still wait; negative if no longer. */
	long patienceNs(long nowNs) {
		return this.expiryNs - nowNs;
	}

	/**
	 * PRBs that are in force at slices other than those that are planned together: these
	 * cannot have them. A slice that the cell does not report any more has none.
	 * @param stepMs from interval to interval
	 */
	int reservedPrbs(List<PendingFrame> together, long stepMs) {
		float reserved = 0;
		long intervalEndMs = together.isEmpty() ? 0 : together.getFirst().arrival().frame().intervalEndMs();
		for (CellState member : this.members) {
			boolean none = isOf(together, member) || member.silentFor(intervalEndMs, VANISHED_HALF_STEPS * stepMs / 2);
			float prbs = none ? 0 : member.allocation().reserved(member.intent().advisory());
			reserved += Float.isNaN(prbs) ? 0 : prbs;
		}
		return Math.round(reserved);
	}

	private static boolean isOf(List<PendingFrame> frames, CellState slice) {
		for (int i = 0; i < frames.size(); i++) {
			if (frames.get(i).state() == slice) {
				return true;
			}
		}
		return false;
	}

}
