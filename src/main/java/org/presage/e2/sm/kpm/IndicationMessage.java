/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;
import org.presage.e2.sm.common.UeId;

/** E2SM-KPM-IndicationMessage: what a node measured. */
public sealed interface IndicationMessage {

	/** E2SM-KPM-IndicationMessage, every format, in each grammar. */
	PerGrammar<IndicationMessage> TYPES = new PerGrammar<>(IndicationMessageTypes::message);

	/** E2SM-KPM-IndicationMessage of the standard. */
	PerType<IndicationMessage> TYPE = TYPES.in(Grammar.STANDARD);

	/**
	 * Format 1: rows of values.
	 *
	 * @param granularityMs interval that a row covers; null if not told
	 * @param measurements what the values are, in their order; null: what was subscribed
	 * to
	 * @param data at least one row, the oldest first
	 * @param cellObjectId KPM v2.00's name of the cell; null if not told
	 * @param subscriptionId of KPM v2.00: the subscription's; null in every other
	 */
	record Report(@Nullable Long granularityMs, @Nullable List<Measurement> measurements, List<Row> data,
			@Nullable String cellObjectId, @Nullable Long subscriptionId) implements IndicationMessage {

		/** In every version but v2.00. */
		public Report(@Nullable Long granularityMs, @Nullable List<Measurement> measurements, List<Row> data) {
			this(granularityMs, measurements, data, null, null);
		}

	}

	/**
	 * Format 2: rows of values of the devices that meet conditions.
	 *
	 * @param granularityMs interval that a row covers; null if not told
	 * @param measurements what the values are, in their order
	 * @param data at least one row, the oldest first
	 * @param cellObjectId as in {@link Report}
	 * @param subscriptionId as in {@link Report}
	 */
	record ConditionalReport(@Nullable Long granularityMs, List<ConditionalMeasurement> measurements, List<Row> data,
			@Nullable String cellObjectId, @Nullable Long subscriptionId) implements IndicationMessage {
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

}
