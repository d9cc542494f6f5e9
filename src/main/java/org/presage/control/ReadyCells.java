/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

import org.presage.planner.JointSpace;

/**
 * Cells that can be planned, the most urgent first, then in the order of arrival. Owned
 * by one thread.
 */
final class ReadyCells {

	private final PriorityQueue<Entry> queue = new PriorityQueue<>();

	/** Passed over in the search for another number of slices, or another model. */
	private final List<Entry> passed = new ArrayList<>();

	private long arrived;

	private int frames;

	/**
	 * Frames of one cell that are planned together.
	 *
	 * @param space what they may be given
	 */
	record Cell(List<PendingFrame> frames, JointSpace space) {

		/** What plans all of them. */
		CellPlanner planner() {
			return this.frames.getFirst().planner();
		}

		/** Whether both can be planned in one call. */
		boolean isLike(Cell other) {
			return this.frames.size() == other.frames.size() && planner() == other.planner();
		}

	}

	private record Entry(Cell cell, long deadlineNs, long order) implements Comparable<Entry> {

		@Override
		public int compareTo(Entry other) {
			// Times of System.nanoTime may overflow: only their difference counts.
			int sooner = Long.signum(this.deadlineNs - other.deadlineNs);
			return (sooner != 0) ? sooner : Long.compare(this.order, other.order);
		}

	}

	void add(Cell cell) {
		this.queue.add(new Entry(cell, PendingFrame.deadlineNs(cell.frames()), this.arrived++));
		this.frames += cell.frames().size();
	}

	boolean isEmpty() {
		return this.queue.isEmpty();
	}

	/** Frames of all cells. */
	int frames() {
		return this.frames;
	}

	/** Takes the most urgent cell; null if there is none. */
	@Nullable Cell next() {
		Entry next = this.queue.poll();
		this.frames -= (next != null) ? next.cell().frames().size() : 0;
		return (next != null) ? next.cell() : null;
	}

	/**
	 * Takes the most urgent cell that can be planned with another one in one call; null
	 * if there is none.
	 */
	@Nullable Cell next(Cell other) {
		Entry next = this.queue.poll();
		while (next != null && !next.cell().isLike(other)) {
			this.passed.add(next);
			next = this.queue.poll();
		}
		this.queue.addAll(this.passed);
		this.passed.clear();
		this.frames -= (next != null) ? next.cell().frames().size() : 0;
		return (next != null) ? next.cell() : null;
	}

	/** Gives up all cells; returns their frames. */
	List<PendingFrame> abandon() {
		List<PendingFrame> all = this.queue.stream().flatMap((entry) -> entry.cell().frames().stream()).toList();
		this.queue.clear();
		this.frames = 0;
		return all;
	}

}
