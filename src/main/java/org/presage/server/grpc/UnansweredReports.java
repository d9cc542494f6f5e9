/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import org.jspecify.annotations.Nullable;

import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;

/**
 * The reports of a stream that have no answer yet, in the order in which they came. A
 * rejection is known at once, a decision only later: this finds the rejections that wait
 * for earlier reports of their cell. The list is inside its entries, so that it allocates
 * nothing, and is searched only for rejections. The caller synchronizes.
 */
final class UnansweredReports {

	private @Nullable Entry first;

	private @Nullable Entry last;

	private int size;

	private long octets;

	private int waiting;

	/** A report that waits for its answer. */
	abstract static class Entry {

		/** What was received. */
		final E2Report report;

		private @Nullable Entry previous;

		private @Nullable Entry next;

		/** Its answer, if it waits only for those before it. */
		private @Nullable AttachResponse rejection;

		/** Octets that it had. */
		final int size;

		Entry(E2Report report, int size) {
			this.report = report;
			this.size = size;
		}

		/** Of slices too: those of a cell are planned together. */
		private boolean sameCell(Entry other) {
			return this.report.getNodeId().equals(other.report.getNodeId())
					&& this.report.getCell().equals(other.report.getCell());
		}

	}

	/** Reports without an answer. */
	int size() {
		return this.size;
	}

	/** Octets of these reports. */
	long octets() {
		return this.octets;
	}

	/** A report has come. */
	void add(Entry entry) {
		Entry before = this.last;
		entry.previous = before;
		if (before != null) {
			before.next = entry;
		}
		else {
			this.first = entry;
		}
		this.last = entry;
		this.size++;
		this.octets += entry.size;
	}

	/**
	 * Keeps a rejection back if an earlier report of its cell has no answer.
	 * @return whether it waits
	 */
	boolean keepBack(Entry entry, AttachResponse rejection) {
		if (!isBehind(entry)) {
			return false;
		}
		entry.rejection = rejection;
		this.waiting++;
		return true;
	}

	private boolean isBehind(Entry entry) {
		for (Entry each = entry.previous; each != null; each = each.previous) {
			if (each.sameCell(entry)) {
				return true;
			}
		}
		return false;
	}

	/** A report is answered now. */
	void remove(Entry entry) {
		Entry before = entry.previous;
		Entry after = entry.next;
		if (before != null) {
			before.next = after;
		}
		else {
			this.first = after;
		}
		if (after != null) {
			after.previous = before;
		}
		else {
			this.last = before;
		}
		this.size--;
		this.octets -= entry.size;
	}

	/**
	 * Takes the first rejection that waits for nothing any more now that a report was
	 * answered.
	 * @return null if there is none
	 */
	@Nullable AttachResponse release(Entry answered) {
		if (this.waiting == 0) {
			return null;
		}
		for (Entry each = this.first; each != null; each = each.next) {
			if (each.sameCell(answered)) {
				AttachResponse rejection = each.rejection;
				if (rejection != null) {
					this.waiting--;
					remove(each);
				}
				return rejection;
			}
		}
		return null;
	}

}
