/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;
import java.util.stream.IntStream;

/** The rows of a dataset on which forecasters are judged. */
public enum Split {

	/** The rows that a model of this data learnt from. */
	TRAIN,
	/** The rows that chose its epoch and calibrated its intervals. */
	VALID,
	/** The rows that it has never seen. */
	TEST,
	/** Every series from its first row to its last: for data that no model has seen. */
	ALL;

	/** The rows, in the order of the trace. */
	public List<Dataset.Segment> segments(Dataset data) {
		List<Series> series = data.trace().series();
		return (this != ALL) ? data.segments(Dataset.Part.valueOf(name()))
				: IntStream.range(0, series.size())
					.boxed()
					.flatMap((s) -> Stretches.of(data.trace(), s).stream())
					.toList();
	}

	/** Stride-1 windows of length L+H inside these rows. */
	public int windows(Dataset data) {
		return segments(data).stream().mapToInt((segment) -> segment.windows(data.window() + data.horizon())).sum();
	}

}
