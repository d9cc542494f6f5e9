/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;

import org.presage.api.DecisionWriter;
import org.presage.api.v1.AttachResponse;
import org.presage.audit.DecisionRing;
import org.presage.audit.KeptDecision;

/**
 * Shows what the xApp decides for cells that do not hear its answers: they are read from
 * what it keeps of its decisions.
 */
final class RingView {

	private final LiveTable table;

	private final DecisionRing ring;

	private final int cells;

	private long shown;

	RingView(LiveTable table, DecisionRing ring, int cells) {
		this.table = table;
		this.ring = ring;
		this.cells = cells;
	}

	/**
	 * The cell's KPIs of the interval that just ended, and what was decided since the
	 * last call.
	 */
	void measured(int cell, float[] kpis) {
		this.table.measured(cell, kpis);
		if (cell == 0) {
			List<KeptDecision> newest = this.ring.newest(this.cells);
			for (KeptDecision kept : newest.reversed()) {
				if (kept.decision().id() > this.shown) {
					this.shown = kept.decision().id();
					int number = Integer.parseInt(kept.decision().frame().cell().cell().split("-")[1], 16);
					this.table.answered(number,
							AttachResponse.newBuilder().setDecision(DecisionWriter.decision(kept.decision())).build());
				}
			}
		}
	}

}
