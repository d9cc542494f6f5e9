/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.Comparison;

/** Picks windows evenly over the judged rows, so that nobody chose the fine ones. */
final class ExampleWindows {

	private final Dataset data;

	private final List<WindowBatch.Place> all = new ArrayList<>();

	ExampleWindows(Comparison comparison) {
		this.data = comparison.data();
		int length = this.data.window() + this.data.horizon();
		for (Dataset.Segment segment : comparison.split().segments(this.data)) {
			for (int i = 0; i < segment.windows(length); i++) {
				this.all.add(new WindowBatch.Place(segment.series(), segment.from() + i));
			}
		}
	}

	/** At most {@code count} windows at equal distances. */
	List<WindowBatch.Place> evenly(int count) {
		return pick(count, false);
	}

	/**
	 * As {@link #evenly}, from there on the first window in which the action changes.
	 */
	List<WindowBatch.Place> changing(int count) {
		return pick(count, true);
	}

	private List<WindowBatch.Place> pick(int count, boolean changing) {
		Set<WindowBatch.Place> picked = new LinkedHashSet<>();
		for (int i = 0; i < count; i++) {
			int from = (int) ((2L * i + 1) * this.all.size() / (2L * count));
			int to = (int) ((2L * i + 3) * this.all.size() / (2L * count));
			for (int at = from; at < Math.min(to, this.all.size()); at++) {
				if (usable(this.all.get(at), changing)) {
					picked.add(this.all.get(at));
					break;
				}
			}
		}
		return List.copyOf(picked);
	}

	private boolean usable(WindowBatch.Place place, boolean changing) {
		WindowBatch one = WindowBatch.at(this.data, List.of(place));
		return one.count() == 1 && (!changing || one.changed(0));
	}

}
