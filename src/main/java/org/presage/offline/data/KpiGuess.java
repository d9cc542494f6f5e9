/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

/**
 * Guesses which KPI a column is and in which unit, from its name and its range.
 *
 * @param name of the KPI
 * @param standard whether it is one of the standard KPIs
 * @param unit of the KPI
 * @param scale from the column's unit to the KPI's
 * @param doubts what a person should check, for a comment; empty for nothing
 */
record KpiGuess(String name, boolean standard, String unit, double scale, String doubts) {

	static final String THROUGHPUT = "Throughput";

	private static final Map<String, Pattern> NAMES = names();

	private static final Map<String, Kpi> STANDARD = standardKpis();

	private static Map<String, Pattern> names() {
		Map<String, String> names = new LinkedHashMap<>();
		names.put("PRBs", "prbs?");
		names.put("MCS", "mcs");
		names.put("CQI", "cqi");
		names.put("RI", "ri|rank");
		names.put("PMI", "pmi");
		names.put("Buffer", "buffer|bsr|queue|backlog|puffer");
		names.put("RSRQ", "rsrq");
		names.put("RSRP", "rsrp");
		names.put("RSSI", "rssi");
		names.put("SINR", "sinr|snr");
		names.put("SE", "se|spectral");
		names.put("BLER", "bler");
		names.put("Delay", "delay|latency|latenz|rtt|verzögerung|laufzeit");
		names.put(THROUGHPUT, "throughput|thr|thp|tput|durchsatz|datarate|bitrate");
		Map<String, Pattern> patterns = new LinkedHashMap<>();
		names.forEach((kpi, words) -> patterns.put(kpi, Pattern.compile("(^| )(" + words + ")( |$)")));
		return patterns;
	}

	private static Map<String, Kpi> standardKpis() {
		Map<String, Kpi> standard = new LinkedHashMap<>();
		KpiSchema.standard(1, SchemaFile.MOST_PRBS).kpis().forEach((kpi) -> standard.put(kpi.name(), kpi));
		return standard;
	}

	/**
	 * Lower-case words of a name: {@code dlMcs [%]} is {@code dl mcs %}; the capital of a
	 * unit, as in {@code kB}, begins no word.
	 */
	static String words(String column) {
		return column.replaceAll("([a-z]{2})([A-Z])|([a-z])(?=[A-Z][a-z])", "$1$3 $2")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^\\p{L}\\p{N}%/]+", " ")
			.strip();
	}

	/**
	 * @param taken names that other columns have; one is given once
	 */
	static KpiGuess of(ColumnProfile column, Set<String> taken) {
		String words = words(column.name());
		for (Map.Entry<String, Pattern> known : NAMES.entrySet()) {
			if (!taken.contains(known.getKey())
					&& (known.getKey().equals(column.name()) || known.getValue().matcher(words).find())) {
				return known(known.getKey(), column, words);
			}
		}
		return new KpiGuess(ownName(column.name(), taken), false, words.contains("%") ? "%" : "", 1,
				"check unit and range");
	}

	private static String ownName(String column, Set<String> taken) {
		StringBuilder name = new StringBuilder();
		for (String word : column.split("[^\\p{L}\\p{N}]+")) {
			name.append(name.isEmpty() ? word
					: word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
		}
		String base = name.isEmpty() ? "Kpi" : name.toString();
		String own = base;
		for (int n = 2; taken.contains(own) || STANDARD.containsKey(own); n++) {
			own = base + n;
		}
		return own;
	}

	private static KpiGuess known(String name, ColumnProfile column, String words) {
		boolean percent = column.hasPercentSigns() || words.matches(".*%.*|.*(^| )(percent|pct|prozent)( |$).*");
		return switch (name) {
			case THROUGHPUT -> throughput(column, words);
			case "Buffer" ->
				scaled(name, column, has(words, "kb|kbytes?|kib") ? 1000 : has(words, "mb|mbytes?|mib") ? 1e6 : 1, "");
			case "Delay" ->
				scaled(name, column, has(words, "us|µs") ? 1e-3 : has(words, "s|sec|seconds") ? 1000 : 1, "");
			case "BLER" -> percent ? scaled(name, column, 0.01, "percent by its name") : (column.max() > 1)
					? scaled(name, column, 0.01, "percent, because values exceed 1") : scaled(name, column, 1, "");
			default -> scaled(name, column, 1, "");
		};
	}

	private static KpiGuess throughput(ColumnProfile column, String words) {
		double scale = has(words, "gbps|gbit/s|gbit") ? 1000 : has(words, "mbps|mbit/s|mbit") ? 1
				: has(words, "kbps|kbit/s|kbit") ? 1e-3 : has(words, "bps|bit/s|bits/s") ? 1e-6 : Double.NaN;
		if (Double.isNaN(scale)) {
			boolean kilo = column.max() > 10_000;
			return new KpiGuess(THROUGHPUT, false, "Mbit/s", kilo ? 1e-3 : 1,
					"taken for " + (kilo ? "kbit/s by its range" : "Mbit/s") + ": check");
		}
		return new KpiGuess(THROUGHPUT, false, "Mbit/s", scale, "");
	}

	private static boolean has(String words, String any) {
		return Pattern.compile("(^| )(" + any + ")( |$)").matcher(words).find();
	}

	private static KpiGuess scaled(String name, ColumnProfile column, double scale, String doubts) {
		Kpi kpi = Objects.requireNonNull(STANDARD.get(name), name);
		boolean out = !name.equals("PRBs") && (column.min() * scale < kpi.min() || column.max() * scale > kpi.max());
		boolean index = out && List.of("RSRP", "RSRQ", "SINR").contains(name) && column.isWhole() && column.min() >= 0;
		String more = index ? "values look like the indices of a report, not like " + kpi.unit()
				: out ? "some values are outside " + kpi.min() + " to " + kpi.max() + " and would be absent" : "";
		return new KpiGuess(name, true, kpi.unit(), scale,
				doubts.isEmpty() || more.isEmpty() ? doubts + more : doubts + "; " + more);
	}

}
