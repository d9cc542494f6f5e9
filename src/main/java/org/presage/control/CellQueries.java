/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.presage.kpi.CellId;

/**
 * Questions about cells, asked by any thread and answered by the loop's between two
 * cycles. While nobody asks, {@link #answer} neither allocates nor locks.
 */
final class CellQueries {

	/** Most answers between two cycles, so that a flood of questions delays no frame. */
	private static final int MOST = 8;

	private final Queue<Question> queue = new ConcurrentLinkedQueue<>();

	private final Function<CellId, Optional<CellSnapshot>> snapshots;

	CellQueries(Function<CellId, Optional<CellSnapshot>> snapshots) {
		this.snapshots = snapshots;
	}

	private record Question(CellId cell, CompletableFuture<Optional<CellSnapshot>> answer) {
	}

	/** As a plain future, so that nobody can hang work on the loop's thread. */
	Future<Optional<CellSnapshot>> ask(CellId cell) {
		Question question = new Question(cell, new CompletableFuture<>());
		this.queue.add(question);
		return question.answer;
	}

	void answer() {
		for (int i = 0; i < MOST; i++) {
			Question question = this.queue.poll();
			if (question == null) {
				return;
			}
			try {
				question.answer.complete(this.snapshots.apply(question.cell));
			}
			catch (RuntimeException ex) {
				question.answer.completeExceptionally(ex);
			}
		}
	}

}
