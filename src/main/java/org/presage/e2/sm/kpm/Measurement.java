/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.extensible;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.Per.printable;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * MeasurementInfoItem: what is measured. A record has one value for each of the labels,
 * in their order.
 *
 * @param name as in 3GPP TS 28.552, for example {@code DRB.UEThpDl}; null if {@code id}
 * is given
 * @param id number that the node gave the measurement, 1 to 65536; null if {@code name}
 * is given
 * @param labels parts of the cell; empty: the whole, which takes one value
 * @param reportConditions on which it is reported; empty: always; KPM v4
 */
public record Measurement(@Nullable String name, @Nullable Long id, List<Label> labels,
		List<ReportCondition> reportConditions) {

	private static final List<Label> WHOLE = List.of(Label.NONE);

	static final PerType<Type> MEASUREMENT_TYPE = choice("MeasurementType", (c) -> {
		c.root("measName", Name.class, printable(1, 150).as(Name::new, Name::value));
		c.root("measID", Id.class, extensible(1, 65536).as(Id::new, Id::value));
	});

	static final PerGrammar<List<Measurement>> LISTS = new PerGrammar<>((grammar) -> list(1, 65535, type(grammar)));

	private static PerType<Measurement> type(Grammar grammar) {
		return sequence("MeasurementInfoItem", (s) -> {
			var type = s.required("measType", MEASUREMENT_TYPE, Measurement::type);
			PerType<List<Label>> list = list(1, Integer.MAX_VALUE, labelItem(grammar));
			var labels = grammar.isV200()
					? s.optional("labelInfoList", list,
							(Measurement measurement) -> measurement.labels.isEmpty() ? null : measurement.labels)
					: s.required("labelInfoList", list,
							(measurement) -> measurement.labels.isEmpty() ? WHOLE : measurement.labels);
			var conditions = s.optional(grammar.addedInV4(), "matchCondReportList", reportConditions(grammar),
					(measurement) -> measurement.reportConditions.isEmpty() ? null : measurement.reportConditions);
			return (v) -> of(v.get(type), whole(v.orElse(labels, List.of())), v.orElse(conditions, List.of()));
		});
	}

	private static PerType<List<ReportCondition>> reportConditions(Grammar grammar) {
		PerType<ReportCondition> test = sequence("MatchCondReportItem-Choice", (s) -> {
			var relation = s.required("testExpr", Per.enumerated(TestCondition.Relation.class),
					ReportCondition::relation);
			var value = s.required("testValue", TestCondition.operand(grammar), ReportCondition::value);
			return (v) -> new ReportCondition(v.get(relation), v.get(value), null);
		});
		return list(1, 32768, sequence("MatchCondReportItem", (s) -> {
			var condition = s.required("matchCondReport", test, (ReportCondition itself) -> itself);
			var or = s.optional("logicalOR", Per.TRUE, ReportCondition::or);
			return (v) -> v.get(condition).with(v.orNull(or));
		}));
	}

	public Measurement {
		if ((name == null) == (id == null)) {
			throw new InvalidInputException("measurement", "a name or an id", name + " and " + id);
		}
		labels = (labels != null) ? List.copyOf(labels) : List.of();
		reportConditions = (reportConditions != null) ? List.copyOf(reportConditions) : List.of();
	}

	/** Reported always. */
	public Measurement(@Nullable String name, @Nullable Long id, List<Label> labels) {
		this(name, id, labels, List.of());
	}

	/** Of the whole cell. */
	public static Measurement named(String name) {
		return new Measurement(name, null, List.of());
	}

	private static List<Label> whole(List<Label> labels) {
		return (labels.size() == 1 && labels.getFirst() == Label.NONE) ? List.of() : labels;
	}

	private static Measurement of(Type type, List<Label> labels, List<ReportCondition> conditions) {
		return (type instanceof Name name) ? new Measurement(name.value, null, labels, conditions)
				: new Measurement(null, ((Id) type).value, labels, conditions);
	}

	/** Values that a record has for this measurement, at least 1. */
	public int width() {
		return Math.max(1, this.labels.size());
	}

	private Type type() {
		return (this.name != null) ? new Name(this.name) : new Id((this.id != null) ? this.id : 0);
	}

	private static PerType<Label> labelItem(Grammar grammar) {
		return sequence("LabelInfoItem", (s) -> {
			var label = s.required("measLabel", Label.TYPES.in(grammar), (Label item) -> item);
			return (v) -> v.get(label);
		});
	}

	/**
	 * MatchCondReportItem: a condition on the value itself.
	 *
	 * @param relation of the value to the other one
	 * @param value to compare with
	 * @param or true: it and its neighbour in the list are alternatives; null: both must
	 * hold
	 */
	public record ReportCondition(TestCondition.Relation relation, TestCondition.Operand value, @Nullable Boolean or) {

		private ReportCondition with(@Nullable Boolean other) {
			return (other == null) ? this : new ReportCondition(this.relation, this.value, other);
		}

	}

	/** MeasurementType: a name or a number. */
	public sealed interface Type {

	}

	/** As in 3GPP TS 28.552. */
	public record Name(String value) implements Type {
	}

	/** As the node numbers it. */
	public record Id(long value) implements Type {
	}

}
