/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.presage.base.JsonResult;

/**
 * Result of a load on a running xApp, as {@code bench loop --json} and the points of
 * {@code bench scale --json} have it.
 *
 * @param cells that report
 * @param periodMs between two reports of a cell in ms
 * @param burst whether all cells report at once
 * @param sent reports
 * @param answers to them
 * @param cpuUsPerDecision processor time of the planning threads in µs
 * @param allocBytesPerDecision what the planning threads allocate in bytes
 */
@JsonResult
public record LoadResult(int cells, long periodMs, boolean burst, long sent, @JsonUnwrapped Answers answers,
		double cpuUsPerDecision, long allocBytesPerDecision) {

	/**
	 * Answers; times in ms, NaN where there is none.
	 *
	 * @param answered decisions
	 * @param p50Ms from receipt to decision, as the xApp reports it
	 * @param followed decisions whose way back was measured
	 * @param addedP50Ms what the edge adds to the latency
	 * @param deadlineMissed decisions that came too late and held
	 * @param held decisions that held, for whatever reason
	 * @param rejected reports
	 * @param iterationsMean of the optimiser, over the planned decisions
	 */
	@JsonResult
	public record Answers(int answered, double p50Ms, double p99Ms, double p999Ms, double maxMs, int followed,
			double addedP50Ms, double addedP99Ms, double addedP999Ms, long deadlineMissed, long held, long rejected,
			double iterationsMean) {
	}

}
