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
import org.presage.e2.sm.common.UeId;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * MeasurementCondUEidItem: what is measured of the devices that meet conditions.
 *
 * @param type name or number
 * @param conditions at least one
 * @param ues that met them; null if not told
 * @param uesPerRow that met them, row by row, empty where none did; null if not told
 */
public record ConditionalMeasurement(Measurement.Type type, List<Condition> conditions, @Nullable List<UeId> ues,
		@Nullable List<List<UeId>> uesPerRow) {

	static PerType<List<ConditionalMeasurement>> list(Grammar grammar) {
		return Per.list(1, 65535, sequence("MeasurementCondUEidItem", (s) -> {
			var type = s.required("measType", Measurement.MEASUREMENT_TYPE, ConditionalMeasurement::type);
			var conditions = s.required("matchingCond", Condition.LISTS.in(grammar),
					ConditionalMeasurement::conditions);
			var ues = s.optional("matchingUEidList", Condition.ues(grammar), ConditionalMeasurement::ues);
			var perRow = s.optional(grammar.late(), "matchingUEidPerGP", Per.list(1, 65535, row(grammar)),
					ConditionalMeasurement::uesPerRow);
			return (v) -> new ConditionalMeasurement(v.get(type), v.get(conditions), v.orNull(ues), v.orNull(perRow));
		}));
	}

	private static PerType<List<UeId>> row(Grammar grammar) {
		PerType<Matched> matched = choice("matchedPerGP", (c) -> {
			c.constants(Nobody.class, List.of(Nobody.INSTANCE), List.of());
			c.root("oneOrMoreUEmatched", Some.class,
					Per.list(1, 65535, Condition.ue(grammar, "MatchingUEidItem-PerGP")).as(Some::new, Some::ues));
		});
		return sequence("MatchingUEidPerGP-Item", (s) -> {
			var ues = s.required("matchedPerGP", matched,
					(List<UeId> row) -> row.isEmpty() ? Nobody.INSTANCE : new Some(row));
			return (v) -> (v.get(ues) instanceof Some some) ? some.ues : List.of();
		});
	}

	private sealed interface Matched {

	}

	private enum Nobody implements Matched {

		INSTANCE

	}

	private record Some(List<UeId> ues) implements Matched {
	}

}
