package org.presage.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.presage.offline.evaluation.Baselines;

/** The results of a comparison as Markdown, a table a data set. */
public final class ComparisonTable {

	private ComparisonTable() {
	}

	/**
	 * @param sets by name, as {@code presage compare --json} holds them
	 */
	public static String of(Map<String, Object> sets) {
		StringBuilder text = new StringBuilder();
		sets.forEach((name, set) -> {
			if (set instanceof Map<?, ?> map) {
				set(name, map, text);
			}
		});
		return text.toString();
	}

	private static void set(String name, Map<?, ?> set, StringBuilder text) {
		List<Map<?, ?>> runs = new ArrayList<>();
		if (set.get("runs") instanceof List<?> list) {
			list.forEach((each) -> runs.add((Map<?, ?>) each));
		}
		boolean branched = runs.stream().anyMatch((run) -> run.containsKey("floor_share"));
		text.append(String.format(Locale.ROOT,
				"**%s**: %,d rows in %,d series; %,d train and %,d test windows; %d epochs for every model.%n%n", name,
				number(set, "rows"), number(set, "series"), number(set, "train_windows"), number(set, "test_windows"),
				number(set, "epochs")));
		text.append(
				"| model | seeds | parameters | training s | imagine ms | RMSE | vs VARX | RMSE at action change | vs VARX "
						+ "| CRPS | 90 % interval covers (KPIs) | online, next step | worst 500 windows online |");
		text.append(branched ? " to the floor | effect error |\n" : "\n");
		text.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|").append(branched ? "---|---|\n" : "\n");
		Map<String, List<Map<?, ?>>> byModel = runs.stream()
			.collect(Collectors.groupingBy((run) -> run.get("model") + (run.containsKey("seed") ? "" : " (baseline)"),
					LinkedHashMap::new, Collectors.toList()));
		Map<?, ?> varx = Objects.requireNonNull(byModel.get(Baselines.VARX + " (baseline)")).getFirst();
		byModel.forEach((model, same) -> row(model, same, varx, branched, text));
		text.append('\n');
	}

	private static long number(Map<?, ?> set, String field) {
		return (set.get(field) instanceof Number number) ? number.longValue() : 0;
	}

	private static void row(String model, List<Map<?, ?>> runs, Map<?, ?> varx, boolean branched, StringBuilder text) {
		double rmse = mean(runs, "rmse");
		double change = mean(runs, "rmse_on_action_change");
		text.append(
				String.format(Locale.ROOT,
						"| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s (%s to %s) "
								+ "| %s to %s | %s to %s |",
						model, runs.size(), whole(mean(runs, "parameters")), whole(mean(runs, "train_seconds")),
						digits(mean(runs, "imagine_ms"), 2), spread(runs, "rmse"),
						percent(rmse / mean(List.of(varx), "rmse") - 1), spread(runs, "rmse_on_action_change"),
						percent(change / mean(List.of(varx), "rmse_on_action_change") - 1),
						digits(mean(runs, "crps"), 4), share(runs, "coverage90"), share(runs, "coverage90_min"),
						share(runs, "coverage90_max"), share(runs, "online90_min"), share(runs, "online90_max"),
						share(runs, "rolling_min"), share(runs, "rolling_max")));
		if (branched) {
			text.append(String.format(Locale.ROOT, " %s | %s |", percent(mean(runs, "floor_share")),
					digits(mean(runs, "effect_error"), 2)));
		}
		text.append('\n');
	}

	private static double mean(List<? extends Map<?, ?>> runs, String field) {
		return runs.stream()
			.mapToDouble((run) -> (run.get(field) instanceof Number value) ? value.doubleValue() : Double.NaN)
			.average()
			.orElse(Double.NaN);
	}

	/**
	 * Mean over the seeds, and from the smallest to the largest where there are several.
	 */
	private static String spread(List<? extends Map<?, ?>> runs, String field) {
		double[] values = runs.stream()
			.mapToDouble((run) -> (run.get(field) instanceof Number value) ? value.doubleValue() : Double.NaN)
			.sorted()
			.toArray();
		String centre = digits(mean(runs, field), 4);
		return (values.length < 2 || Double.isNaN(values[0])) ? centre
				: centre + " (" + digits(values[0], 4) + " to " + digits(values[values.length - 1], 4) + ")";
	}

	private static String share(List<? extends Map<?, ?>> runs, String field) {
		return digits(100 * mean(runs, field), 1);
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
