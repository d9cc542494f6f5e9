/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition.Action;
import org.presage.e2.sm.kpm.ActionDefinition.Conditional;
import org.presage.e2.sm.kpm.ActionDefinition.Distribution;
import org.presage.e2.sm.kpm.ActionDefinition.Measure;
import org.presage.e2.sm.kpm.ActionDefinition.MeasureConditional;
import org.presage.e2.sm.kpm.ActionDefinition.MeasureMatching;
import org.presage.e2.sm.kpm.ActionDefinition.MeasureUe;
import org.presage.e2.sm.kpm.ActionDefinition.MeasureUes;
import org.presage.e2.sm.kpm.ActionDefinition.UeCondition;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/** The types of an action definition in the grammar's order, for each version of it. */
final class ActionDefinitionTypes {

	/** cellObjID of KPM v2.00. */
	static final PerType<String> CELL_OBJECT = Per.printable(0, 400);

	/** subscriptID of KPM v2.00. */
	static final PerType<Long> SUBSCRIPTION = Per.integer(1, 0xFFFF_FFFFL);

	private static final PerType<Distribution> DISTRIBUTION = sequence("DistMeasurementBinRangeItem", (s) -> {
		var type = s.required("measType", Measurement.MEASUREMENT_TYPE, Distribution::type);
		var bins = s.required("binRangeDef", BinRanges.TYPE, Distribution::bins);
		return (v) -> new Distribution(v.get(type), v.get(bins));
	});

	private final Grammar grammar;

	private final PerType<UeId> ue;

	private final PerType<Measure> format1;

	private ActionDefinitionTypes(Grammar grammar) {
		this.grammar = grammar;
		this.ue = UeId.TYPES.in(grammar);
		this.format1 = format1();
	}

	static PerType<ActionDefinition> definition(Grammar grammar) {
		ActionDefinitionTypes types = new ActionDefinitionTypes(grammar);
		PerType<Action> formats = choice("actionDefinition-formats", (c) -> {
			c.root("actionDefinition-Format1", Measure.class, types.format1);
			c.root("actionDefinition-Format2", MeasureUe.class, types.format2());
			c.root("actionDefinition-Format3", MeasureConditional.class, types.format3());
			c.add(grammar.lateInV201(), "actionDefinition-Format4", MeasureMatching.class, types.format4());
			c.add(grammar.lateInV201(), "actionDefinition-Format5", MeasureUes.class, types.format5());
		});
		return sequence("E2SM-KPM-ActionDefinition", (s) -> {
			var style = s.required("ric-Style-Type", number(grammar), ActionDefinition::style);
			var action = s.required("actionDefinition-formats", formats, ActionDefinition::action);
			return (v) -> new ActionDefinition(v.get(style), v.get(action));
		});
	}

	/** The number of a style or format. */
	static PerType<Long> number(Grammar grammar) {
		return grammar.isV200() ? Per.extensible(0, 255) : Per.INTEGER;
	}

	private PerType<Measure> format1() {
		return sequence("E2SM-KPM-ActionDefinition-Format1", (s) -> {
			var object = s.required(this.grammar.onlyInV200(), "cellObjID", CELL_OBJECT, Measure::cellObjectId);
			var measurements = s.required("measInfoList", Measurement.LISTS.in(this.grammar), Measure::measurements);
			var granularity = s.required("granulPeriod", IndicationMessageTypes.GRANULARITY, Measure::granularityMs);
			var subscription = s.required(this.grammar.onlyInV200(), "subscriptID", SUBSCRIPTION,
					Measure::subscriptionId);
			var cell = s.optional(this.grammar.sinceV201(), "cellGlobalID", CellGlobalId.TYPE, Measure::cell);
			var bins = s.optional(this.grammar.late(), "distMeasBinRangeInfo", list(1, 65535, DISTRIBUTION),
					Measure::bins);
			return (v) -> new Measure(v.get(granularity), v.orNull(cell), v.get(measurements), v.orNull(bins),
					v.orNull(object), v.orNull(subscription));
		});
	}

	private PerType<MeasureUe> format2() {
		return sequence("E2SM-KPM-ActionDefinition-Format2", (s) -> {
			var device = s.required("ueID", this.ue, MeasureUe::ue);
			var measure = s.required("subscriptInfo", this.format1, MeasureUe::measure);
			return (v) -> new MeasureUe(v.get(device), v.get(measure));
		});
	}

	private PerType<Conditional> conditional() {
		return sequence("MeasurementCondItem", (s) -> {
			var type = s.required("measType", Measurement.MEASUREMENT_TYPE, Conditional::type);
			var conditions = s.required("matchingCond", Condition.LISTS.in(this.grammar), Conditional::conditions);
			var bins = s.optional(this.grammar.late(), "binRangeDef", BinRanges.TYPE, Conditional::bins);
			return (v) -> new Conditional(v.get(type), v.get(conditions), v.orNull(bins));
		});
	}

	private PerType<MeasureConditional> format3() {
		return sequence("E2SM-KPM-ActionDefinition-Format3", (s) -> {
			var object = s.required(this.grammar.onlyInV200(), "cellObjID", CELL_OBJECT,
					MeasureConditional::cellObjectId);
			var list = s.required("measCondList", list(1, 65535, conditional()), MeasureConditional::measurements);
			var granularity = s.required("granulPeriod", IndicationMessageTypes.GRANULARITY,
					MeasureConditional::granularityMs);
			var subscription = s.required(this.grammar.onlyInV200(), "subscriptID", SUBSCRIPTION,
					MeasureConditional::subscriptionId);
			var cell = s.optional(this.grammar.sinceV201(), "cellGlobalID", CellGlobalId.TYPE,
					MeasureConditional::cell);
			return (v) -> new MeasureConditional(v.get(granularity), v.orNull(cell), v.get(list), v.orNull(object),
					v.orNull(subscription));
		});
	}

	private PerType<UeCondition> ueCondition() {
		return sequence("MatchingUeCondPerSubItem", (s) -> {
			var test = s.required("testCondInfo", TestCondition.TYPES.in(this.grammar), UeCondition::test);
			var or = s.optional(this.grammar.added(), "logicalOR", Per.TRUE, UeCondition::or);
			return (v) -> new UeCondition(v.get(test), v.orNull(or));
		});
	}

	private PerType<MeasureMatching> format4() {
		return sequence("E2SM-KPM-ActionDefinition-Format4", (s) -> {
			var conditions = s.required("matchingUeCondList", list(1, 32768, ueCondition()),
					MeasureMatching::conditions);
			var measure = s.required("subscriptionInfo", this.format1, MeasureMatching::measure);
			return (v) -> new MeasureMatching(v.get(conditions), v.get(measure));
		});
	}

	private PerType<MeasureUes> format5() {
		PerType<List<UeId>> devices = list(2, 65535, Condition.ue(this.grammar, "MatchingUEidPerSubItem"));
		return sequence("E2SM-KPM-ActionDefinition-Format5", (s) -> {
			var ues = s.required("matchingUEidList", devices, MeasureUes::ues);
			var measure = s.required("subscriptionInfo", this.format1, MeasureUes::measure);
			return (v) -> new MeasureUes(v.get(ues), v.get(measure));
		});
	}

}
