/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.api.KpmReports;
import org.presage.api.ReportReader;
import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.control.ControlLoops;
import org.presage.control.ImplausibleKpis;
import org.presage.control.LoopMetrics;
import org.presage.control.metrics.Metric;
import org.presage.e2.dialect.Dialects;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * The objects that all streams of the control loop share: the reader of their reports,
 * the loops that plan, the limits and the meters. Thread-safe.
 */
public final class StreamContext {

	private static final Logger LOG = LoggerFactory.getLogger(AttachedStream.class);

	final ControlLoops loops;

	final Clock clock;

	final StreamLimits limits;

	final LoopMetrics metrics;

	final Counter unknownKpis;

	/** Limits how often streams that clients cut are logged. */
	final LogThrottle cut;

	/** Limits how often rejected reports are logged. */
	final LogThrottle rejected;

	final LargeCarriers carriers = new LargeCarriers();

	/** The streams that are open. */
	final Set<AttachedStream> open = ConcurrentHashMap.newKeySet();

	private final Supplier<KpiSchema> schema;

	private final Dialects dialects;

	private final ImplausibleKpis implausible;

	private final Counter absurdTimes;

	private final LogThrottle absurd;

	private volatile ReportReader reader;

	/**
	 * @param loops that plan for the cells of the reports
	 * @param schema served now; read for every report
	 * @param dialects that E2SM-KPM reports may name
	 */
	public StreamContext(ControlLoops loops, Supplier<KpiSchema> schema, Dialects dialects, Clock clock,
			LoopMetrics metrics, MeterRegistry meters, StreamLimits limits) {
		this.loops = loops;
		this.schema = schema;
		this.dialects = dialects;
		this.clock = clock;
		this.metrics = metrics;
		this.unknownKpis = Metric.KPI_UNKNOWN.counter(meters);
		this.implausible = new ImplausibleKpis(meters, loops.refusesOutOfRange());
		this.absurdTimes = Metric.E2_ABSURD_TIMES.counter(meters);
		this.absurd = new LogThrottle(LOG, Level.WARN, "reports with a time that cannot be", clock);
		this.limits = limits;
		this.cut = new LogThrottle(LOG, Level.INFO, "streams that were cut", clock);
		this.rejected = new LogThrottle(LoggerFactory.getLogger(AttachedStream.class), Level.WARN,
				"reports that were rejected", clock);
		this.reader = new ReportReader(schema.get(), this.implausible::accept);
	}

	/** Returns the reader of reports by the schema that is served now. */
	ReportReader reader() {
		ReportReader now = this.reader;
		KpiSchema served = this.schema.get();
		if (now.schema() != served) {
			now = new ReportReader(served, this.implausible::accept);
			this.reader = now;
		}
		return now;
	}

	/**
	 * Creates the reader of one stream's E2SM-KPM bytes.
	 * @param ownTime whether the times are of a recording or a simulator
	 */
	KpmReports indications(KpiSchema served, boolean ownTime) {
		return new KpmReports(this.dialects, served, this.implausible, ownTime ? null : this::absurd);
	}

	private void absurd(CellId cell, String text) {
		this.absurdTimes.increment();
		if (this.absurd.admits()) {
			LOG.atWarn().addKeyValue(LogKeys.CELL, cell).log("report of {}: {}", cell, text);
		}
	}

}
