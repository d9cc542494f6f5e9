/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.InvalidInputException;
import org.presage.base.NearestName;
import org.presage.base.YamlFile;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Grammar.HeaderNames;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.kpi.KpiSchema;

/**
 * How a kind of node reports KPIs and carries out control.
 *
 * @param name of the dialect
 * @param description for humans
 * @param style of report that such nodes offer: 1 of a cell, 4 of each device
 * @param kpis rules; several for one KPI are tried in their order
 * @param grammar that such nodes speak, as {@link Family} names it; null: they differ, so
 * it must be found out or configured for each node
 * @param kpm version of the standard grammar: 3, or 4 with its additions; null for 4
 * @param names how a header's names are written, as {@link HeaderNames} names it; null if
 * not known
 * @param time what a header's time is, as {@link HeaderTime} names it; null for what is
 * usual in the grammar
 * @param devices that a report of style 4 is asked for, as {@link DeviceFilter} names
 * them; null for every device
 * @param control how it carries out PRB quotas; null if nothing is known
 */
public record Dialect(String name, @Nullable String description, Integer style, List<Rule> kpis,
		@Nullable String grammar, @Nullable Integer kpm, @Nullable String names, @Nullable String time,
		@Nullable String devices, @Nullable ControlRules control) {

	/** The dialects that come with the program. */
	public static final List<String> BUILT_IN = List.of("standard", "srsran", "oai", "xslice", "ns-o-ran", "presage");

	/** Other names of built-in dialects: OCUDU continues srsRAN Project. */
	static final Map<String, String> ALIASES = Map.of("ocudu", "srsran");

	/** The key by which a dialect of a file builds on one that comes with the program. */
	private static final String EXTENDS = "extends";

	public Dialect {
		if (name == null || name.isBlank()) {
			throw new InvalidInputException("name", "the name of the dialect", "nothing");
		}
		if (style == null || style != 1 && style != 4) {
			throw new InvalidInputException("style", "1 (of a cell) or 4 (of each device)", style);
		}
		if (kpis == null || kpis.isEmpty() || kpis.stream().anyMatch(Objects::isNull)) {
			throw new InvalidInputException("kpis", "at least one rule, and none that is empty", kpis);
		}
		kpis = List.copyOf(kpis);
		kpis.forEach(Rule::check);
		if (grammar != null) {
			Family.of(grammar);
		}
		if (kpm != null && kpm != 3 && kpm != 4) {
			throw new InvalidInputException("kpm", "3 or 4", kpm);
		}
		if (names != null) {
			HeaderNames.of(names);
		}
		if (time != null) {
			HeaderTime.of(time);
		}
		DeviceFilter.of(devices);
	}

	/**
	 * A dialect that comes with the program, or one of a file. A dialect that extends a
	 * built-in one has the fields of that one which it does not name itself.
	 * @param name one of {@link #BUILT_IN}, {@code ocudu}, or the path of a YAML file
	 * @throws InvalidInputException naming file and field if there is something wrong
	 * with it
	 */
	public static Dialect load(String name) {
		String where = "dialect " + name;
		String text = text(name);
		return YamlFile.value(where, text, tree(where, text), Dialect.class);
	}

	private static ObjectNode tree(String where, String text) {
		if (!(YamlFile.tree(where, text) instanceof ObjectNode fields)) {
			throw new InvalidInputException(where, "the fields of docs/e2.md", "none");
		}
		if (!fields.has(EXTENDS)) {
			return fields;
		}
		String parent = fields.remove(EXTENDS).asString("");
		if (!BUILT_IN.contains(ALIASES.getOrDefault(parent, parent))) {
			throw InvalidInputException.unknown(where + ": " + EXTENDS, "one of", BUILT_IN, parent);
		}
		return tree(parent, text(parent)).setAll(fields);
	}

	private static String text(String name) {
		String known = ALIASES.getOrDefault(name, name);
		try {
			if (BUILT_IN.contains(known)) {
				try (InputStream in = builtIn(known)) {
					return new String(in.readAllBytes(), StandardCharsets.UTF_8);
				}
			}
			Path file = Path.of(name);
			if (Files.isRegularFile(file)) {
				return YamlFile.text("dialect " + name, file, YamlFile.MOST_OCTETS);
			}
		}
		catch (IOException | InvalidPathException ex) {
			// It is none of those below.
		}
		throw new InvalidInputException("dialect", "one of " + BUILT_IN + " or a readable file", '"' + name + '"')
			.hinted(NearestName.question(name, BUILT_IN));
	}

	private static InputStream builtIn(String name) {
		return Objects.requireNonNull(Dialect.class.getResourceAsStream("/dialects/" + name + ".yaml"));
	}

	/** The grammar that such nodes speak; null if they differ. */
	public @Nullable Family family() {
		return (this.grammar != null) ? Family.of(this.grammar) : null;
	}

	/** The same for a node that speaks that grammar. */
	public Dialect speaking(Family family) {
		boolean own = this.grammar == null || this.grammar.equals(family.toString());
		return new Dialect(this.name, this.description, this.style, this.kpis, family.toString(), this.kpm,
				own ? this.names : null, own ? this.time : null, this.devices, this.control);
	}

	/** The grammar to read and write with; the standard one if the dialect names none. */
	public Grammar wire() {
		Family family = family();
		Grammar usual = Grammar.of((family != null) ? family : Family.STANDARD);
		Grammar version = (this.kpm != null && usual.family() == Family.STANDARD)
				? new Grammar(Family.STANDARD, this.kpm, null, 0) : usual;
		int octets = (HeaderTime.NTP.toString().equals(this.time)) ? Long.BYTES : 0;
		return version.with((this.names != null) ? HeaderNames.of(this.names) : null,
				(usual.timeOctets() == 0) ? octets : 0);
	}

	/** What a header's time is. */
	public HeaderTime headerTime() {
		if (this.time != null) {
			return HeaderTime.of(this.time);
		}
		return switch (wire().family()) {
			case STANDARD -> HeaderTime.NTP;
			case FLEXRIC_LEGACY -> HeaderTime.UNIX_US_SWAPPED;
			case KPM_V2_00 -> HeaderTime.UNIX_S;
			case KPM_V2_01 -> HeaderTime.UNIX_S_REVERSED;
		};
	}

	/**
	 * The condition of a subscription of style 4.
	 * @param slice that the cell is controlled as
	 * @param family of the node's grammar
	 */
	public TestCondition condition(Snssai slice, Family family) {
		return DeviceFilter.of(this.devices).condition(slice, family);
	}

	/**
	 * What to subscribe to: what the rules read, as far as the node offers it. One name
	 * that it does not know silences the whole report of some nodes.
	 * @param advertised names of the node's RAN function description
	 */
	public List<Measurement> measurements(Collection<String> advertised) {
		return measurements(advertised::contains);
	}

	/** Everything that the rules read, where it is not known what the node offers. */
	public List<Measurement> measurements() {
		return measurements((name) -> true);
	}

	private List<Measurement> measurements(Predicate<String> offered) {
		Map<String, Measurement> wanted = new LinkedHashMap<>();
		for (Rule rule : this.kpis) {
			for (Measurement measurement : rule.measurements()) {
				String measured = String.valueOf(measurement.name());
				if (offered.test(measured)) {
					wanted.putIfAbsent(measured, measurement);
				}
			}
		}
		return List.copyOf(wanted.values());
	}

	/**
	 * A reader of indications.
	 * @param implausible receives what a rule reads, for every value of it that cannot be
	 * @throws InvalidInputException if a rule's unit is not the schema's
	 */
	public KpiReader reader(KpiSchema schema, Consumer<String> implausible) {
		return new KpiReader(this, schema, implausible);
	}

}
