package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.UeId;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/** E2SM-KPM-IndicationMessage: what a node measured. */
public sealed interface IndicationMessage {

	/** E2SM-KPM-IndicationMessage, every format. */
	PerType<IndicationMessage> TYPE = Types.MESSAGE;

	/**
	 * Format 1: rows of values.
	 *
	 * @param granularityMs interval that a row covers; null if not told
	 * @param measurements what the values are, in their order; null: what was subscribed
	 * to
	 * @param data at least one row, the oldest first
	 */
	record Report(@Nullable Long granularityMs, @Nullable List<Measurement> measurements,
			List<Row> data) implements IndicationMessage {
	}

	/**
	 * Format 2: rows of values of the devices that meet conditions.
	 *
	 * @param granularityMs interval that a row covers; null if not told
	 * @param measurements what the values are, in their order
	 * @param data at least one row, the oldest first
	 */
	record ConditionalReport(@Nullable Long granularityMs, List<ConditionalMeasurement> measurements,
			List<Row> data) implements IndicationMessage {
	}

	/**
	 * Format 3: a report for each device.
	 *
	 * @param reports at least one
	 */
	record UeReports(List<UeReport> reports) implements IndicationMessage {
	}

	/**
	 * MeasurementDataItem.
	 *
	 * @param incomplete true if the node says that the values cannot be relied upon
	 * @param record values in the order of the measurements and their labels
	 */
	record Row(boolean incomplete, List<MeasuredValue> record) {
	}

	/**
	 * UEMeasurementReportItem.
	 *
	 * @param ue the device
	 * @param report of it
	 */
	record UeReport(UeId ue, Report report) {
	}

	/** The types in the grammar's order. */
	final class Types {

		static final PerType<Long> GRANULARITY = Per.integer(1, 0xFFFF_FFFFL);

		private static final PerType<List<Row>> DATA = list(1, 65535, sequence("MeasurementDataItem", (s) -> {
			var row = s.required("measRecord", list(1, Integer.MAX_VALUE, MeasuredValue.TYPE), Row::record);
			var incomplete = s.optional("incompleteFlag", Per.TRUE, (Row item) -> item.incomplete() ? true : null);
			return (v) -> new Row(v.orNull(incomplete) != null, v.get(row));
		}));

		private static final PerType<Report> FORMAT1 = sequence("E2SM-KPM-IndicationMessage-Format1", (s) -> {
			var data = s.required("measData", DATA, Report::data);
			var measurements = s.optional("measInfoList", Measurement.LIST, Report::measurements);
			var granularity = s.optional("granulPeriod", GRANULARITY, Report::granularityMs);
			return (v) -> new Report(v.orNull(granularity), v.orNull(measurements), v.get(data));
		});

		private static final PerType<ConditionalReport> FORMAT2 = sequence("E2SM-KPM-IndicationMessage-Format2",
				(s) -> {
					var data = s.required("measData", DATA, ConditionalReport::data);
					var measurements = s.required("measCondUEidList", ConditionalMeasurement.LIST,
							ConditionalReport::measurements);
					var granularity = s.optional("granulPeriod", GRANULARITY, ConditionalReport::granularityMs);
					return (v) -> new ConditionalReport(v.orNull(granularity), v.get(measurements), v.get(data));
				});

		private static final PerType<UeReports> FORMAT3 = sequence("E2SM-KPM-IndicationMessage-Format3", (s) -> {
			var reports = s.required("ueMeasReportList", list(1, 65535, ueReport()), UeReports::reports);
			return (v) -> new UeReports(v.get(reports));
		});

		static final PerType<IndicationMessage> MESSAGE = sequence("E2SM-KPM-IndicationMessage", (s) -> {
			PerType<IndicationMessage> formats = choice("indicationMessage-formats", (c) -> {
				c.root("indicationMessage-Format1", Report.class, FORMAT1);
				c.root("indicationMessage-Format2", ConditionalReport.class, FORMAT2);
				c.extension("indicationMessage-Format3", UeReports.class, FORMAT3);
			});
			var message = s.required("indicationMessage-formats", formats, (IndicationMessage itself) -> itself);
			return (v) -> v.get(message);
		});

		private Types() {
		}

		private static PerType<UeReport> ueReport() {
			return sequence("UEMeasurementReportItem", (s) -> {
				var ue = s.required("ueID", UeId.TYPE, UeReport::ue);
				var report = s.required("measReport", FORMAT1, UeReport::report);
				return (v) -> new UeReport(v.get(ue), v.get(report));
			});
		}

	}

}
