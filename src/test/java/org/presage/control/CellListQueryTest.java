/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;

import static org.assertj.core.api.Assertions.assertThat;

class CellListQueryTest {

	private static final int SLOTS = 600;

	private int looked;

	/** Every seventh slot is free. */
	private final CellListQuery survey = new CellListQuery((slot) -> {
		this.looked++;
		return (slot % 7 == 3) ? null : new CellStatus(new CellId("n", "c" + slot), 0, 1, 1, 1, null, null);
	});

	@Test
	void manyCellsAreToldInParts() throws InterruptedException, ExecutionException {
		this.survey.advance(SLOTS);
		assertThat(this.looked).as("while nobody asks").isZero();
		Future<List<CellStatus>> first = this.survey.ask();
		this.survey.advance(SLOTS);
		assertThat(this.looked).as("between two cycles").isEqualTo(256);
		Future<List<CellStatus>> second = this.survey.ask();
		this.survey.advance(SLOTS);
		assertThat(first.isDone()).isFalse();
		this.survey.advance(SLOTS);
		assertThat(first.get()).hasSize(SLOTS - 86)
			.extracting((status) -> status.cell().cell())
			.doesNotHaveDuplicates();
		assertThat(second.isDone()).as("asked after the first roll had begun").isFalse();
		for (int i = 0; i < 3; i++) {
			this.survey.advance(SLOTS);
		}
		assertThat(second.get()).hasSize(SLOTS - 86);
		int before = this.looked;
		this.survey.advance(SLOTS);
		assertThat(this.looked).isEqualTo(before);
	}

	@Test
	void rollEndsWhenTheCellsAreGone() throws InterruptedException, ExecutionException {
		Future<List<CellStatus>> asked = this.survey.ask();
		this.survey.advance(SLOTS);
		this.survey.advance(0);
		assertThat(asked.get()).hasSize(256 - 37);
	}

}
