/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import org.presage.base.InvalidInputException;

/**
 * What counts as an outage, the end of an episode: nothing is served while data are
 * queued.
 *
 * @param served KPI of what is served, for example throughput; 0 or less is nothing
 * @param queued KPI of what waits, for example the buffer; more than 0 is something
 */
public record OutageRule(String served, String queued) {

	public OutageRule {
		if (served == null || queued == null) {
			throw new InvalidInputException("outage", "served and queued, two KPIs", "one of them missing");
		}
		if (served.equals(queued)) {
			throw new InvalidInputException("outage", "served and queued, two KPIs", served + " for both");
		}
	}

}
