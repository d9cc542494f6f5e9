/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Calls the roll of a loop's cells, asked by any thread and answered by the loop's, a
 * part of it between two cycles. While nobody asks, {@link #advance} neither allocates
 * nor locks.
 */
final class CellListQuery {

	/** Most slots between two cycles, so that no frame waits for the others' cells. */
	private static final int PART = 256;

	private final Queue<CompletableFuture<List<CellStatus>>> asked = new ConcurrentLinkedQueue<>();

	private final List<CompletableFuture<List<CellStatus>>> answering = new ArrayList<>();

	private final IntFunction<@Nullable CellStatus> status;

	private List<CellStatus> told = List.of();

	private int next;

	/**
	 * @param status of the cell in a slot; null if the slot is free
	 */
	CellListQuery(IntFunction<@Nullable CellStatus> status) {
		this.status = status;
	}

	/** As a plain future, so that nobody can hang work on the loop's thread. */
	Future<List<CellStatus>> ask() {
		CompletableFuture<List<CellStatus>> answer = new CompletableFuture<>();
		this.asked.add(answer);
		return answer;
	}

	/**
	 * Goes on with the roll, or begins one that was asked for.
	 * @param slots of the loop's cells
	 */
	void advance(int slots) {
		if (this.answering.isEmpty() && !begin(slots)) {
			return;
		}
		try {
			advanceTo(Math.min(slots, this.next + PART));
		}
		catch (RuntimeException ex) {
			this.answering.forEach((answer) -> answer.completeExceptionally(ex));
			this.answering.clear();
			return;
		}
		if (this.next >= slots) {
			this.answering.forEach((answer) -> answer.complete(this.told));
			this.answering.clear();
		}
	}

	private void advanceTo(int end) {
		for (; this.next < end; this.next++) {
			CellStatus one = this.status.apply(this.next);
			if (one != null) {
				this.told.add(one);
			}
		}
	}

	private boolean begin(int slots) {
		for (CompletableFuture<List<CellStatus>> one = this.asked.poll(); one != null; one = this.asked.poll()) {
			this.answering.add(one);
		}
		if (this.answering.isEmpty()) {
			return false;
		}
		this.told = new ArrayList<>(slots);
		this.next = 0;
		return true;
	}

}
