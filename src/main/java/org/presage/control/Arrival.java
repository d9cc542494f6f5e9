/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * A frame on its way through the loop, and whether it has been answered. Offered by any
 * thread; from then on owned by the loop's thread.
 */
public final class Arrival {

	private final KpiFrame frame;

	private final KpiSchema schema;

	private final long receivedNs;

	private final ControlMode mode;

	private final DecisionSink sink;

	private final @Nullable ReportSource source;

	private boolean answered;

	/**
	 * @param frame the KPIs
	 * @param schema that the frame was read with
	 * @param receivedNs monotonic time of receipt
	 * @param mode what is done with the decision
	 * @param sink where its answer goes
	 */
	public Arrival(KpiFrame frame, KpiSchema schema, long receivedNs, ControlMode mode, DecisionSink sink) {
		this(frame, schema, receivedNs, mode, sink, null);
	}

	/**
	 * The same of a source that may hold its cell.
	 * @param source who sent it; null for the only one that there is
	 */
	public Arrival(KpiFrame frame, KpiSchema schema, long receivedNs, ControlMode mode, DecisionSink sink,
			@Nullable ReportSource source) {
		this.source = source;
		this.frame = frame;
		this.schema = schema;
		this.receivedNs = receivedNs;
		this.mode = mode;
		this.sink = sink;
	}

	public KpiFrame frame() {
		return this.frame;
	}

	public KpiSchema schema() {
		return this.schema;
	}

	public long receivedNs() {
		return this.receivedNs;
	}

	public ControlMode mode() {
		return this.mode;
	}

	@Nullable ReportSource source() {
		return this.source;
	}

	/** The allocation that the frame reports, in PRBs; NaN if it reports none. */
	float reportedPrbs() {
		return this.frame.values()[this.schema.actionIndex()];
	}

	boolean answered() {
		return this.answered;
	}

	/** The sink, for its one call; the frame counts as answered from now on. */
	DecisionSink answer() {
		if (this.answered) {
			throw new IllegalStateException(this.frame.cell() + ": the frame has been answered");
		}
		this.answered = true;
		return this.sink;
	}

}
