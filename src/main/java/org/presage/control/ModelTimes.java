/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.Clock;

/** Measures the calls of a model. Owned by one thread. */
final class ModelTimes implements ModelCallListener {

	private final Clock clock;

	private final LoopMetrics metrics;

	/** When the last call of each graph began or ended. */
	private long encodingNs;

	private long encodedNs;

	private long proposingNs;

	private long predictingNs;

	private long predictedNs;

	ModelTimes(Clock clock, LoopMetrics metrics) {
		this.clock = clock;
		this.metrics = metrics;
	}

	@Override
	public void encoding() {
		this.encodingNs = this.clock.nanoTime();
	}

	@Override
	public void encoded() {
		this.encodedNs = this.clock.nanoTime();
		this.metrics.encoded(this.encodedNs - this.encodingNs);
	}

	@Override
	public void proposing() {
		this.proposingNs = this.clock.nanoTime();
	}

	@Override
	public void proposed() {
		this.metrics.proposed(this.clock.nanoTime() - this.proposingNs);
	}

	@Override
	public void predicting() {
		this.predictingNs = this.clock.nanoTime();
	}

	@Override
	public void predicted(int steps) {
		this.predictedNs = this.clock.nanoTime();
		this.metrics.imagined(this.predictedNs - this.predictingNs, steps);
	}

	/** Times of a decision after the last call of both graphs. */
	DecisionTimes of(long receivedNs, long decidedNs) {
		return new DecisionTimes(receivedNs, this.encodingNs, this.encodedNs, this.predictedNs, decidedNs);
	}

}
