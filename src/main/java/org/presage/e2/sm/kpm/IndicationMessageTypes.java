/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.Placement;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.IndicationMessage.ConditionalReport;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.IndicationMessage.UeReport;
import org.presage.e2.sm.kpm.IndicationMessage.UeReports;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/** The types of an indication message, for each version of the grammar. */
final class IndicationMessageTypes {

	static final PerType<Long> GRANULARITY = Per.integer(1, 0xFFFF_FFFFL);

	private final Grammar grammar;

	private final PerType<List<Row>> data;

	private final PerType<Report> format1;

	private IndicationMessageTypes(Grammar grammar) {
		this.grammar = grammar;
		PerType<List<MeasuredValue>> record = list(1, Integer.MAX_VALUE, MeasuredValue.TYPES.in(grammar));
		this.data = list(1, 65535, sequence("MeasurementDataItem", (s) -> {
			var row = s.required("measRecord", record, Row::record);
			var incomplete = s.optional("incompleteFlag", Per.TRUE, (Row item) -> item.incomplete() ? true : null);
			return (v) -> new Row(v.orNull(incomplete) != null, v.get(row));
		}));
		this.format1 = format1();
	}

	static PerType<IndicationMessage> message(Grammar grammar) {
		IndicationMessageTypes types = new IndicationMessageTypes(grammar);
		PerType<IndicationMessage> formats = choice("indicationMessage-formats", (c) -> {
			c.root("indicationMessage-Format1", Report.class, types.format1);
			c.root("indicationMessage-Format2", ConditionalReport.class, types.format2());
			c.add(grammar.lateInV201(), "indicationMessage-Format3", UeReports.class, types.format3());
		});
		return sequence("E2SM-KPM-IndicationMessage", (s) -> {
			var message = s.required("indicationMessage-formats", formats, (IndicationMessage itself) -> itself);
			return (v) -> v.get(message);
		});
	}

	private PerType<Report> format1() {
		Placement older = this.grammar.onlyInV200();
		return sequence("E2SM-KPM-IndicationMessage-Format1", (s) -> {
			var rows = s.required("measData", this.data, Report::data);
			var measurements = s.optional("measInfoList", Measurement.LISTS.in(this.grammar), Report::measurements);
			var granularity = s.optional("granulPeriod", GRANULARITY, Report::granularityMs);
			var subscription = s.required(older, "subscriptID", ActionDefinitionTypes.SUBSCRIPTION,
					Report::subscriptionId);
			var object = s.optional(older, "cellObjID", ActionDefinitionTypes.CELL_OBJECT, Report::cellObjectId);
			if (this.grammar.isV200()) {
				s.order(List.of(subscription, object, granularity, measurements, rows));
			}
			return (v) -> new Report(v.orNull(granularity), v.orNull(measurements), v.get(rows), v.orNull(object),
					v.orNull(subscription));
		});
	}

	private PerType<ConditionalReport> format2() {
		Placement older = this.grammar.onlyInV200();
		return sequence("E2SM-KPM-IndicationMessage-Format2", (s) -> {
			var rows = s.required("measData", this.data, ConditionalReport::data);
			var measurements = s.required("measCondUEidList", ConditionalMeasurement.list(this.grammar),
					ConditionalReport::measurements);
			var granularity = s.optional("granulPeriod", GRANULARITY, ConditionalReport::granularityMs);
			var subscription = s.required(older, "subscriptID", ActionDefinitionTypes.SUBSCRIPTION,
					ConditionalReport::subscriptionId);
			var object = s.optional(older, "cellObjID", ActionDefinitionTypes.CELL_OBJECT,
					ConditionalReport::cellObjectId);
			if (this.grammar.isV200()) {
				s.order(List.of(subscription, object, granularity, measurements, rows));
			}
			return (v) -> new ConditionalReport(v.orNull(granularity), v.get(measurements), v.get(rows),
					v.orNull(object), v.orNull(subscription));
		});
	}

	private PerType<UeReports> format3() {
		PerType<UeReport> item = sequence("UEMeasurementReportItem", (s) -> {
			var ue = s.required("ueID", UeId.TYPES.in(this.grammar), UeReport::ue);
			var report = s.required("measReport", this.format1, UeReport::report);
			return (v) -> new UeReport(v.get(ue), v.get(report));
		});
		return sequence("E2SM-KPM-IndicationMessage-Format3", (s) -> {
			var reports = s.required("ueMeasReportList", list(1, 65535, item), UeReports::reports);
			return (v) -> new UeReports(v.get(reports));
		});
	}

}
