/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.presage.offline.evaluation.Baselines;

/** The results of a comparison as Markdown, a table a data set. */
public final class ComparisonTable {

	private static final String BASELINE = " (baseline)";

	private ComparisonTable() {
	}

	/**
	 * @param sets by name
	 */
	public static String of(Map<String, ComparedSet> sets) {
		StringBuilder text = new StringBuilder();
		sets.forEach((name, set) -> set(name, set, text));
		return text.toString();
	}

	private static void set(String name, ComparedSet set, StringBuilder text) {
		boolean branched = set.runs().stream().anyMatch((run) -> run.branched().floorShare() != null);
		text.append(String.format(Locale.ROOT,
				"**%s**: %,d rows in %,d series; %,d train and %,d test windows; %d epochs for every model.%n%n", name,
				set.rows(), set.series(), set.trainWindows(), set.testWindows(), set.epochs()));
		text.append(
				"| model | seeds | parameters | training s | imagine ms | RMSE | vs VARX | RMSE at action change | vs VARX "
						+ "| CRPS | 90 % interval covers (KPIs) | online, next step | worst 500 windows online |");
		text.append(branched ? " to the floor | effect error |\n" : "\n");
		text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|").append(branched ? "---|---|\n" : "\n");
		Map<String, List<ComparedRun>> byModel = set.runs()
			.stream()
			.collect(Collectors.groupingBy((run) -> run.model() + ((run.seed() != null) ? "" : BASELINE),
					LinkedHashMap::new, Collectors.toList()));
		List<ComparedRun> varx = Objects.requireNonNull(byModel.get(Baselines.VARX + BASELINE)).subList(0, 1);
		byModel.forEach((model, same) -> row(model, same, varx, branched, text));
		text.append('\n');
	}

	private static void row(String model, List<ComparedRun> runs, List<ComparedRun> varx, boolean branched,
			StringBuilder text) {
		text.append(String.format(Locale.ROOT,
				"| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s (%s to %s) | %s to %s | %s to %s |", model,
				runs.size(), whole(mean(values(runs, (run) -> run.cost().parameters()))),
				whole(mean(values(runs, (run) -> run.cost().trainSeconds()))),
				digits(mean(values(runs, (run) -> run.cost().imagineMs())), 2),
				spread(values(runs, (run) -> run.judged().rmse())), beside(runs, varx, (run) -> run.judged().rmse()),
				spread(values(runs, (run) -> run.judged().rmseOnActionChange())),
				beside(runs, varx, (run) -> run.judged().rmseOnActionChange()),
				digits(mean(values(runs, (run) -> run.judged().crps())), 4),
				share(runs, (run) -> run.judged().coverage90()), share(runs, (run) -> run.judged().coverage90Min()),
				share(runs, (run) -> run.judged().coverage90Max()), share(runs, (run) -> run.judged().online90Min()),
				share(runs, (run) -> run.judged().online90Max()), share(runs, (run) -> run.judged().rollingMin()),
				share(runs, (run) -> run.judged().rollingMax())));
		if (branched) {
			text.append(String.format(Locale.ROOT, " %s | %s |",
					percent(mean(values(runs, (run) -> run.branched().floorShare()))),
					digits(mean(values(runs, (run) -> run.branched().effectError())), 2)));
		}
		text.append('\n');
	}

	/** A figure of a run; null if it has none. */
	private interface Field {

		@Nullable Number of(ComparedRun run);

	}

	/** One value a run; NaN where a run has none. */
	private static double[] values(List<ComparedRun> runs, Field field) {
		return runs.stream().mapToDouble((run) -> {
			Number value = field.of(run);
			return (value != null) ? value.doubleValue() : Double.NaN;
		}).toArray();
	}

	private static double mean(double[] values) {
		return Arrays.stream(values).average().orElse(Double.NaN);
	}

	private static String beside(List<ComparedRun> runs, List<ComparedRun> varx, Field field) {
		return percent(mean(values(runs, field)) / mean(values(varx, field)) - 1);
	}

	/**
	 * Mean over the seeds, and from the smallest to the largest where there are several.
	 */
	private static String spread(double[] values) {
		double[] sorted = Arrays.stream(values).sorted().toArray();
		String centre = digits(mean(values), 4);
		return (values.length < 2 || Double.isNaN(sorted[0])) ? centre
				: centre + " (" + digits(sorted[0], 4) + " to " + digits(sorted[sorted.length - 1], 4) + ")";
	}

	private static String share(List<ComparedRun> runs, Field field) {
		return digits(100 * mean(values(runs, field)), 1);
	}

	private static String digits(double value, int digits) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + digits + "f", value);
	}

	private static String whole(double value) {
		return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,.0f", value);
	}

	private static String percent(double share) {
		return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%+.1f %%", 100 * share);
	}

}
