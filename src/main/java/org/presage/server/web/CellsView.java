/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.control.CellStatus;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.plausibility.FalseReport;

/** The list of cells. */
final class CellsView {

	private static final double NS_PER_MS = 1e6;

	private final CellRoster roster;

	private final Clock clock;

	CellsView(CellRoster roster, Clock clock) {
		this.roster = roster;
		this.clock = clock;
	}

	/**
	 * A part of the list, and how many of the found cells have which last outcome, 0
	 * included.
	 */
	@JsonResult
	record Cells(int total, int matching, int offset, Map<String, Integer> outcomes, List<Row> cells) {
	}

	/** A cell in short; NaN is not known. */
	@JsonResult
	record Row(String node, String cell, String slice, long ageMs, int frames, float prbsInForce, double surprise,
			@JsonInclude @Nullable String falseData, @JsonUnwrapped @Nullable Last last) {
	}

	/** Its last decision; PRBs are null if they are not known. */
	@JsonResult
	record Last(String outcome, String detail, @JsonInclude @Nullable Integer prbs, double latencyMs) {
	}

	ServerResponse list(ServerRequest request) throws InterruptedException {
		CellFilter query = CellFilter.of(request);
		List<CellStatus> all = this.roster.cells();
		List<CellStatus> found = all.stream().filter(query::finds).toList();
		List<CellStatus> admitted = found.stream().filter(query::admits).sorted(query.order()).toList();
		return Answers.json(new Cells(all.size(), admitted.size(), query.offset(), outcomes(found),
				admitted.stream().skip(query.offset()).limit(query.limit()).map(this::row).toList()));
	}

	private static Map<String, Integer> outcomes(List<CellStatus> cells) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		for (Outcome outcome : Outcome.values()) {
			counts.put(outcome.name(), 0);
		}
		for (CellStatus cell : cells) {
			Decision last = cell.last();
			if (last != null) {
				counts.merge(last.outcome().name(), 1, Integer::sum);
			}
		}
		return counts;
	}

	Row row(CellStatus cell) {
		FalseReport falseData = cell.falseData();
		Decision last = cell.last();
		return new Row(cell.cell().node(), cell.cell().cell(), cell.cell().slice(),
				Math.max(0, Math.round((this.clock.nanoTime() - cell.heardNs()) / NS_PER_MS)), cell.filled(),
				cell.inForce(), cell.surprise(), (falseData != null) ? falseData.toString() : null,
				(last != null) ? new Last(last.outcome().name(), last.detail(), DecisionJson.known(last.prbs()),
						last.latencyNs() / NS_PER_MS) : null);
	}

}
