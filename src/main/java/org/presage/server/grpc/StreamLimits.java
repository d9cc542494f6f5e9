/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.time.Instant;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellShare;
import org.presage.kpi.KpiFrame;

/**
 * The limits of what a stream may send.
 *
 * @param window most unanswered reports and unsent answers of a stream, at least 1
 * @param maxFutureMs most time between now and the end of a report's period, in ms; 0 for
 * no limit
 * @param share cells whose reports this replica accepts
 */
public record StreamLimits(int window, long maxFutureMs, CellShare share) {

	/**
	 * Checks a frame that was read.
	 * @throws InvalidInputException if its interval ends too far in the future, or
	 * another replica serves its cell
	 */
	void admit(KpiFrame frame, long nowMs) {
		if (this.maxFutureMs > 0 && frame.intervalEndMs() > nowMs + this.maxFutureMs) {
			throw new InvalidInputException("interval_end",
					"at most " + this.maxFutureMs + " ms after now, " + Instant.ofEpochMilli(nowMs)
							+ " (presage.loop.max-future)",
					Instant.ofEpochMilli(frame.intervalEndMs()) + frame.timeHint(nowMs));
		}
		this.share.admit(frame.cell());
	}

}
