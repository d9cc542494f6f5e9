/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.tracing;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Identities that follow from the run and the number of a decision, so that whoever knows
 * the decision knows its trace: its control, answered later, and its log lines.
 * Thread-safe; {@link #next} applies to spans that the same thread starts.
 */
final class TraceIds implements IdGenerator {

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private final long run;

	private final long bound;

	private final boolean all;

	private final ThreadLocal<Position> position = ThreadLocal.withInitial(Position::new);

	private static final class Position {

		private long decision;

		private int span;

	}

	/**
	 * @param run seed of this run
	 * @param ratio share of the decisions that are followed, 0 to 1
	 */
	TraceIds(long run, double ratio) {
		this.run = mix(run) | 1;
		this.all = ratio >= 1;
		this.bound = (long) (ratio * Long.MAX_VALUE);
	}

	/** The finaliser of SplitMix64: Steele, Lea, Flood, OOPSLA 2014. */
	private static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

	private long number(long id) {
		return mix(this.run + id * GOLDEN);
	}

	/** Whether a decision is among those that are followed. */
	boolean follows(long id) {
		return this.all || (number(id) >>> 1) < this.bound;
	}

	/** 32 hexadecimal digits. */
	String trace(long id) {
		return TraceId.fromLongs(this.run, number(id));
	}

	/** 16 hexadecimal digits of a decision's n-th span, 0 for the decision itself. */
	String span(long id, int n) {
		return SpanId.fromLong(mix(number(id) + (n + 1) * GOLDEN) | 1);
	}

	/** The next spans are those of this decision, from the n-th. */
	void next(long id, int n) {
		Position own = this.position.get();
		own.decision = id;
		own.span = n;
	}

	@Override
	public String generateSpanId() {
		Position own = this.position.get();
		return span(own.decision, own.span++);
	}

	@Override
	public String generateTraceId() {
		return trace(this.position.get().decision);
	}

}
