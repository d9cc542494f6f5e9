/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells with the numbers of another one. */
class DuplicatesTest {

	private static final int PATIENCE = 3;

	private final Duplicates duplicates = new Duplicates(PATIENCE);

	private boolean alike(String cell, long step, float number) {
		float[] values = { number + step + 0.25f, 1, number + step + 0.5f, number + step + 0.125f };
		return this.duplicates.judge(new KpiFrame(new CellId("node", cell), step, step * 100, values), 1, 100) != null;
	}

	@Test
	void findsTwoCellsWithTheSameNumbers() {
		int found = 0;
		while (found < 10 && !alike("a", found, 0) && !alike("b", found, 0)) {
			found++;
		}
		assertThat(found).isBetween(PATIENCE - 1, PATIENCE);
	}

	/** The other cell has gone: who took its place begins to be compared. */
	@Test
	void forgottenCellIsNotCompared() {
		for (int step = 0; step < 3 * PATIENCE; step++) {
			assertThat(alike("a", step, 0)).isFalse();
			this.duplicates.forget(new CellId("node", "a"));
			assertThat(alike("b", step, 0)).isFalse();
		}
	}

	/** Cells come and go for months. */
	@Test
	void keepsNothingOfForgottenCells() {
		for (int cell = 0; cell < 100; cell++) {
			// Every second one has the numbers of the one before.
			alike("cell " + cell, 0, cell / 2);
			alike("cell " + cell, 1, cell / 2);
		}
		assertThat(this.duplicates.size()).isPositive();
		for (int cell = 0; cell < 100; cell++) {
			this.duplicates.forget(new CellId("node", "cell " + cell));
		}
		assertThat(this.duplicates.size()).isZero();
	}

}
