/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.presage.base.JsonResult;

/** Says which rows of a dataset are whose. */
public final class SplitStatement {

	/** Names in a list of them. */
	private static final int NAMED = 8;

	private SplitStatement() {
	}

	/**
	 * The parts of a dataset.
	 *
	 * @param rule by which rows were assigned
	 * @param gap rows between two parts that belong to none
	 * @param pauses gaps in time that no window reaches over
	 */
	@JsonResult
	public record Parts(String rule, int gap, long pauses, Count train, Count valid, Count test) {
	}

	/** What is in a part. */
	@JsonResult
	public record Count(int windows, long rows, int series) {
	}

	/** The rule by which rows were assigned, in words. */
	public static String rule(Dataset data) {
		return data.rule().words(data.window() + data.horizon()) + "; no window reaches over a pause of more than "
				+ data.trace().gapMs() + " ms";
	}

	/** Counts per part, in the layout of {@code evaluate --json}. */
	public static Parts of(Dataset data) {
		return new Parts(rule(data), data.window() + data.horizon(), data.trace().gaps(),
				count(data, Dataset.Part.TRAIN), count(data, Dataset.Part.VALID), count(data, Dataset.Part.TEST));
	}

	private static Count count(Dataset data, Dataset.Part part) {
		return new Count(data.windows(part), rows(data.segments(part)), series(data.segments(part)));
	}

	/** Whose rows a part has, in words: its groups, or its series. */
	static String names(Dataset data, Dataset.Part part) {
		boolean groups = data.rule().by() == SplitRule.By.GROUP;
		List<String> names = data.segments(part)
			.stream()
			.map((segment) -> data.trace().series().get(segment.series()))
			.map((series) -> groups ? String.valueOf(series.group()) : series.name())
			.distinct()
			.toList();
		String rest = (names.size() > NAMED) ? " and " + (names.size() - NAMED) + " more" : "";
		return part.name().toLowerCase(Locale.ROOT) + ": "
				+ String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + rest;
	}

	/** Series that the segments are of. */
	public static int series(List<Dataset.Segment> segments) {
		return (int) segments.stream().mapToInt(Dataset.Segment::series).distinct().count();
	}

	/** Rows of the segments. */
	public static long rows(List<Dataset.Segment> segments) {
		return segments.stream().mapToLong((segment) -> segment.to() - segment.from()).sum();
	}

	/** Rows that stand in both lists of segments of the same trace. */
	public static long overlap(List<Dataset.Segment> some, List<Dataset.Segment> others) {
		Map<Integer, List<Dataset.Segment>> bySeries = others.stream()
			.collect(java.util.stream.Collectors.groupingBy(Dataset.Segment::series));
		long rows = 0;
		for (Dataset.Segment one : some) {
			for (Dataset.Segment other : bySeries.getOrDefault(one.series(), List.of())) {
				rows += Math.max(0, Math.min(one.to(), other.to()) - Math.max(one.from(), other.from()));
			}
		}
		return rows;
	}

}
