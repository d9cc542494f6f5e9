/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * The one source of a cell's reports at a time, and their kind: of the whole cell, or of
 * its slices. Two at the same time would be planned beside each other, and their windows
 * mixed. Owned by one thread.
 */
final class CellHolder {

	private @Nullable ReportSource source;

	private boolean sliced;

	private boolean reported;

	private long reportedNs;

	/** Windows of the cell and its slices. */
	private int members;

	void join() {
		this.members++;
	}

	void leave() {
		this.members--;
	}

	boolean isEmpty() {
		return this.members == 0;
	}

	/**
	 * Takes a report's source and kind, unless another one holds the cell.
	 * @param silenceNs the cell is free after so long without a report of its holder; 0
	 * if it is always free
	 * @return why the report is refused; null if it is not
	 */
	@Nullable ReportConflict take(Arrival arrival, long silenceNs) {
		ReportConflict conflict = conflict(arrival, silenceNs);
		if (conflict == null) {
			this.source = arrival.source();
			this.sliced = !arrival.frame().cell().slice().isEmpty();
			this.reported = true;
			this.reportedNs = arrival.receivedNs();
		}
		return conflict;
	}

	private @Nullable ReportConflict conflict(Arrival arrival, long silenceNs) {
		ReportSource holder = this.source;
		boolean free = silenceNs == 0 || !this.reported || arrival.receivedNs() - this.reportedNs > silenceNs;
		if (free || holder != null && holder.isEnded()) {
			return null;
		}
		if (holder != arrival.source()) {
			return ReportConflict.SOURCE;
		}
		return (this.sliced != !arrival.frame().cell().slice().isEmpty()) ? ReportConflict.KIND : null;
	}

	/** Who holds the cell, for the sender of a report that is refused. */
	InvalidInputException refusal(ReportConflict conflict, Arrival arrival, long silenceNs) {
		String until = ", until it has been silent for " + silenceNs / 1_000_000 + " ms";
		return switch (conflict) {
			case SOURCE -> new InvalidInputException("cell", "reports of one source, now " + this.source + until,
					"a report of " + arrival.source());
			case KIND ->
				new InvalidInputException("slice", "reports of " + (this.sliced ? "slices" : "the whole cell") + " as "
						+ this.source + " sends" + until, this.sliced ? "one of the whole cell" : "one of a slice");
		};
	}

}
