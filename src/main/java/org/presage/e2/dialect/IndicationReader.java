/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.UeReport;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;

/** Reads indications, and says which interval each is of. */
public final class IndicationReader {

	private final KpiReader kpis;

	private final KpiSchema schema;

	private final PerType<IndicationHeader> headers;

	private final PerType<IndicationMessage> messages;

	private final HeaderTime time;

	/**
	 * @param kpis of the dialect
	 * @param dialect that says in which grammar the bytes are, and what the time is
	 */
	public IndicationReader(KpiReader kpis, KpiSchema schema, Dialect dialect) {
		this(kpis, schema, dialect.wire(), dialect.headerTime());
	}

	/**
	 * @param kpis of the dialect
	 * @param grammar of the bytes
	 * @param time what a header's time is
	 */
	public IndicationReader(KpiReader kpis, KpiSchema schema, Grammar grammar, HeaderTime time) {
		this.kpis = kpis;
		this.schema = schema;
		this.headers = IndicationHeader.TYPES.in(grammar);
		this.messages = IndicationMessage.TYPES.in(grammar);
		this.time = time;
	}

	/**
	 * An indication.
	 *
	 * @param header when it began
	 * @param message what was measured
	 * @param rows how many intervals it covers; the KPIs are of the newest complete one
	 * @param values {@code [F]} in the schema's order and units, NaN absent
	 * @param time what the header's time is
	 * @param known why its records cannot be true; null if nothing is known against them
	 * @param reportable per KPI, whether the node can report it at all; null: all
	 */
	public record Indication(IndicationHeader header, IndicationMessage message, int rows, float[] values,
			HeaderTime time, @Nullable FalseData known, boolean @Nullable [] reportable) {

		/** As the standard has the time, and nothing is known against its records. */
		public Indication(IndicationHeader header, IndicationMessage message, int rows, float[] values) {
			this(header, message, rows, values, HeaderTime.NTP, null, null);
		}

		/**
		 * When the first interval began in ms since 1970; {@link HeaderTime#NOT_TOLD} if
		 * the node's time is no time of day.
		 */
		public long startMs() {
			return this.time.ms(this.header.collectStartTime());
		}

		boolean wholeSeconds() {
			return this.time.wholeSeconds(this.header.collectStartTime());
		}

	}

	/**
	 * Reads an indication.
	 * @param subscribed what was asked for, in its order; of use if the message does not
	 * tell what its values are
	 * @throws InvalidInputException naming what is wrong
	 */
	public Indication read(byte[] header, byte[] message, List<Measurement> subscribed) {
		IndicationHeader when = decode("kpm.header", "an E2SM-KPM-IndicationHeader", () -> this.headers.decode(header));
		IndicationMessage what = decode("kpm.message", "an E2SM-KPM-IndicationMessage",
				() -> this.messages.decode(message));
		List<Report> reports = switch (what) {
			case Report report -> List.of(report);
			case IndicationMessage.UeReports ues -> ues.reports().stream().map(UeReport::report).toList();
			case IndicationMessage.ConditionalReport conditional ->
				throw new InvalidInputException("kpm.message", "format 1 or 3", "format 2");
		};
		reports.forEach(this::checkGranularity);
		return new Indication(when, what, reports.stream().mapToInt((report) -> report.data().size()).max().orElse(0),
				this.kpis.kpis(what, subscribed), this.time,
				reports.stream()
					.map((report) -> RecordCheck.of(report, subscribed))
					.filter(Objects::nonNull)
					.findFirst()
					.orElse(null),
				this.kpis.reportable(subscribed));
	}

	/** A model imagines steps of one length. */
	private void checkGranularity(Report report) {
		Long granularity = report.granularityMs();
		if (granularity != null && granularity != this.schema.stepMs()) {
			throw new InvalidInputException("kpm.message.granulPeriod", this.schema.stepMs() + " ms, the model's step",
					granularity);
		}
	}

	/**
	 * Decodes, and names the field that could not be decoded.
	 * @throws InvalidInputException with the codec's message as what was found
	 */
	public static <T> T decode(String field, String expected, Supplier<T> decoding) {
		try {
			return decoding.get();
		}
		catch (CodecException ex) {
			throw new InvalidInputException(field, expected, String.valueOf(ex.getMessage()));
		}
	}

}
