/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;

import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.Per.printable;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * E2SM-KPM-RANfunction-Description: what a node can report.
 *
 * @param name of the service model
 * @param triggers ways to start a report; null if not told
 * @param reports styles of reports; null if not told
 * @param nodes of KPM v2.00: the nodes and their cells; null if not told
 */
public record RanFunction(Name name, @Nullable List<TriggerStyle> triggers, @Nullable List<ReportStyle> reports,
		@Nullable List<KpmNode.Listed> nodes) {

	/** E2SM-KPM-RANfunction-Description in each grammar. */
	public static final PerGrammar<RanFunction> TYPES = new PerGrammar<>((grammar) -> new Types(grammar).description());

	/** E2SM-KPM-RANfunction-Description of the standard. */
	public static final PerType<RanFunction> TYPE = TYPES.in(Grammar.STANDARD);

	/** In every version but v2.00. */
	public RanFunction(Name name, @Nullable List<TriggerStyle> triggers, @Nullable List<ReportStyle> reports) {
		this(name, triggers, reports, null);
	}

	/**
	 * Names of the measurements that reports of a style may hold.
	 * @return in the node's order; empty if it does not offer the style
	 */
	public List<String> measurements(long style) {
		return (this.reports == null) ? List.of()
				: this.reports.stream()
					.filter((report) -> report.style == style)
					.flatMap((report) -> report.measurements.stream().map(Advertised::name))
					.toList();
	}

	/**
	 * RANfunction-Name.
	 *
	 * @param shortName as {@code ORAN-E2SM-KPM}
	 * @param oid as {@code 1.3.6.1.4.1.53148.1.3.2.2}
	 * @param description for humans
	 * @param instance null without
	 */
	public record Name(String shortName, String oid, String description, @Nullable Long instance) {
	}

	/**
	 * RIC-EventTriggerStyle-Item.
	 *
	 * @param style its number
	 * @param name for humans
	 * @param format of the event trigger
	 */
	public record TriggerStyle(long style, String name, long format) {
	}

	/**
	 * RIC-ReportStyle-Item.
	 *
	 * @param style its number
	 * @param name for humans
	 * @param actionFormat of the action definition
	 * @param measurements that it may hold
	 * @param headerFormat of its indications
	 * @param messageFormat of its indications
	 */
	public record ReportStyle(long style, String name, long actionFormat, List<Advertised> measurements,
			long headerFormat, long messageFormat) {
	}

	/**
	 * MeasurementInfo-Action-Item.
	 *
	 * @param name of a measurement
	 * @param id its number; null without
	 * @param bins of a distribution; null without
	 */
	public record Advertised(String name, @Nullable Long id, @Nullable BinRanges bins) {
	}

	/** The types in the order of a version of the grammar. */
	private static final class Types {

		private static final PerType<String> TEXT = printable(1, 150);

		private final Grammar grammar;

		private final PerType<Long> number;

		Types(Grammar grammar) {
			this.grammar = grammar;
			this.number = ActionDefinitionTypes.number(grammar);
		}

		private PerType<Name> name() {
			return sequence("RANfunction-Name", (s) -> {
				var name = s.required("ranFunction-ShortName", TEXT, Name::shortName);
				var oid = s.required("ranFunction-E2SM-OID", printable(1, 1000), Name::oid);
				var description = s.required("ranFunction-Description", TEXT, Name::description);
				var instance = s.optional("ranFunction-Instance", this.number, Name::instance);
				return (v) -> new Name(v.get(name), v.get(oid), v.get(description), v.orNull(instance));
			});
		}

		private PerType<TriggerStyle> trigger() {
			return sequence("RIC-EventTriggerStyle-Item", (s) -> {
				var style = s.required("ric-EventTriggerStyle-Type", this.number, TriggerStyle::style);
				var name = s.required("ric-EventTriggerStyle-Name", TEXT, TriggerStyle::name);
				var format = s.required("ric-EventTriggerFormat-Type", this.number, TriggerStyle::format);
				return (v) -> new TriggerStyle(v.get(style), v.get(name), v.get(format));
			});
		}

		private PerType<Advertised> measurement() {
			return sequence("MeasurementInfo-Action-Item", (s) -> {
				var name = s.required("measName", TEXT, Advertised::name);
				var id = s.optional("measID", Per.extensible(1, 65536), Advertised::id);
				var bins = s.optional(this.grammar.added(), "binRangeDef", BinRanges.TYPE, Advertised::bins);
				return (v) -> new Advertised(v.get(name), v.orNull(id), v.orNull(bins));
			});
		}

		private PerType<ReportStyle> report() {
			return sequence("RIC-ReportStyle-Item", (s) -> {
				var style = s.required("ric-ReportStyle-Type", this.number, ReportStyle::style);
				var name = s.required("ric-ReportStyle-Name", TEXT, ReportStyle::name);
				var action = s.required("ric-ActionFormat-Type", this.number, ReportStyle::actionFormat);
				var list = s.required("measInfo-Action-List", list(1, 65535, measurement()), ReportStyle::measurements);
				var header = s.required("ric-IndicationHeaderFormat-Type", this.number, ReportStyle::headerFormat);
				var message = s.required("ric-IndicationMessageFormat-Type", this.number, ReportStyle::messageFormat);
				return (v) -> new ReportStyle(v.get(style), v.get(name), v.get(action), v.get(list), v.get(header),
						v.get(message));
			});
		}

		PerType<RanFunction> description() {
			return sequence("E2SM-KPM-RANfunction-Description", (s) -> {
				var name = s.required("ranFunction-Name", name(), RanFunction::name);
				var nodes = s.optional(this.grammar.onlyInV200(), "ric-KPM-Node-List",
						list(1, 1024, KpmNode.KpmNodeTypes.LISTED), RanFunction::nodes);
				var triggers = s.optional("ric-EventTriggerStyle-List", list(1, 63, trigger()), RanFunction::triggers);
				var reports = s.optional("ric-ReportStyle-List", list(1, 63, report()), RanFunction::reports);
				return (v) -> new RanFunction(v.get(name), v.orNull(triggers), v.orNull(reports), v.orNull(nodes));
			});
		}

	}

}
