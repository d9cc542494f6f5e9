package org.presage.offline.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says which rows of a dataset are whose. */
public final class SplitStatement {

	private SplitStatement() {
	}

	/** The rule by which rows were assigned, in words. */
	public static String rule(Dataset data) {
		int gap = data.window() + data.horizon();
		return "chronological in every series: the first 70 % of its rows train, the next 15 % validation, the last 15 % test, "
				+ "with a purge gap of " + gap + " rows (window + horizon) that belong to no part; "
				+ "a series too short for that goes whole to one part, in the order of the first times";
	}

	/** Counts per part, in the layout of {@code evaluate --json}. */
	public static Map<String, Object> of(Dataset data) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("rule", rule(data));
		map.put("gap", data.window() + data.horizon());
		for (Dataset.Part part : Dataset.Part.values()) {
			map.put(part.name().toLowerCase(Locale.ROOT), Map.of("windows", data.windows(part), "rows",
					rows(data.segments(part)), "series", data.segments(part).size()));
		}
		return map;
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
