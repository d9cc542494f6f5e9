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

	private static final String MBIT = "Mbit/s";

	/** Of which more is better. */
	private static final Set<String> BETTER = Set.of("MCS", "CQI", "RI", "RSRQ", "RSRP", "RSSI", "SINR", "SE",
			THROUGHPUT);

	/** Of which more is worse. */
	private static final Set<String> WORSE = Set.of("Buffer", "BLER", "Delay");

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
		return split(column).toLowerCase(Locale.ROOT);
	}

	/** The same with their case, which tells bits from bytes. */
	static String split(String column) {
		return column.replaceAll("(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z][a-z])(?=[A-Z][a-z])", " ")
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
				return known(known.getKey(), column);
			}
		}
		return ColumnUnit.of(column)
			.map((unit) -> new KpiGuess(ownName(column.name(), taken), false, unit.text(), 1, "check range"))
			.orElseGet(() -> Objects.requireNonNull(NAMES.get("PRBs")).matcher(words).find()
					? new KpiGuess(ownName(column.name(), taken), false, "count", 1, "check range")
					: new KpiGuess(ownName(column.name(), taken), false, "", 1, "check unit and range"));
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

	private static KpiGuess known(String name, ColumnProfile column) {
		return switch (name) {
			case THROUGHPUT -> throughput(column);
			case "Buffer" -> inUnit(name, column, ColumnUnit.Kind.SIZE);
			case "Delay" -> inUnit(name, column, ColumnUnit.Kind.TIME);
			case "BLER" -> share(name, column);
			default -> scaled(name, column, 1, "");
		};
	}

	private static KpiGuess inUnit(String name, ColumnProfile column, ColumnUnit.Kind kind) {
		return ColumnUnit.of(column, kind)
			.map((unit) -> scaled(name, column, unit.scale(), ""))
			.orElseGet(() -> scaled(name, column, 1,
					"taken for " + Objects.requireNonNull(STANDARD.get(name)).unit() + ": check"));
	}

	private static KpiGuess share(String name, ColumnProfile column) {
		boolean large = column.max() > 1;
		return ColumnUnit.of(column, ColumnUnit.Kind.SHARE)
			.map((unit) -> scaled(name, column, unit.scale(), (unit.scale() != 1) ? "percent by its name" : ""))
			.orElseGet(() -> scaled(name, column, large ? 0.01 : 1, large ? "percent, because values exceed 1" : ""));
	}

	private static KpiGuess throughput(ColumnProfile column) {
		boolean kilo = column.max() > 10_000;
		return ColumnUnit.of(column, ColumnUnit.Kind.RATE)
			.map((unit) -> new KpiGuess(THROUGHPUT, false, MBIT, unit.scale(),
					unit.text().contains("B") ? unit.text() + " by its name, in bytes: check" : ""))
			.orElseGet(() -> new KpiGuess(THROUGHPUT, false, MBIT, kilo ? 1e-3 : 1,
					"taken for " + (kilo ? "kbit/s by its range" : MBIT) + ": check"));
	}

	/** Whether more of the KPI is better (1), worse (−1), or not known (0). */
	int direction() {
		return BETTER.contains(this.name) ? 1 : WORSE.contains(this.name) ? -1 : switch (this.unit) {
			case "ns", "us", "ms", "s" -> -1;
			default -> this.unit.endsWith("/s") ? 1 : 0;
		};
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
