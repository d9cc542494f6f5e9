/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.audit.DecisionRing;
import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.control.CellSnapshot;
import org.presage.control.ControlLoops;
import org.presage.control.Decision;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/** One cell: its window, its newest decision, and those before that are still kept. */
final class CellView {

	/** Newest decisions of all cells that are looked through. */
	private static final int LOOKED_THROUGH = 5000;

	private static final int RECENT = 12;

	private final ControlLoops loops;

	private final CellsView cells;

	private final DecisionRing ring;

	private final Clock clock;

	CellView(ControlLoops loops, CellsView cells, DecisionRing ring, Clock clock) {
		this.loops = loops;
		this.cells = cells;
		this.ring = ring;
		this.clock = clock;
	}

	/** A cell; its decision is null before the first. */
	@JsonResult
	record Cell(@JsonUnwrapped CellsView.Row row, long intervalEndMs, long stepMs, List<KpiValues> kpis,
			@Nullable DecisionJson decision, List<Recent> recent) {
	}

	/**
	 * A KPI over the window, oldest first; NaN was not measured. Its surprise is null
	 * where it is not predicted.
	 */
	@JsonResult
	record KpiValues(String name, String unit, @JsonInclude @Nullable Double surprise, List<Float> values) {
	}

	/** A decision that is kept. */
	@JsonResult
	record Recent(@JsonUnwrapped DecisionJson.Summary decision, long ageMs) {
	}

	/** The cell that a request names. */
	static CellId cell(ServerRequest request) {
		Answers.requireParameters(request, "node", "cell", "slice");
		return new CellId(required(request, "node"), required(request, "cell"), request.param("slice").orElse(""));
	}

	private static String required(ServerRequest request, String name) {
		return request.param(name)
			.orElseThrow(() -> ProblemException.field(HttpStatus.BAD_REQUEST, name, "a name", "nothing"));
	}

	ServerResponse show(ServerRequest request) throws InterruptedException {
		CellId cell = cell(request);
		CellSnapshot snapshot = CellRoster.answer(this.loops.ask(cell))
			.orElseThrow(() -> ProblemException.field(HttpStatus.NOT_FOUND, "cell", "one that reports", cell));
		Decision last = snapshot.status().last();
		return Answers.json(new Cell(this.cells.row(snapshot.status()), snapshot.newestMs(), snapshot.schema().stepMs(),
				kpis(snapshot), (last != null) ? DecisionJson.of(last) : null, recent(cell)));
	}

	private static List<KpiValues> kpis(CellSnapshot snapshot) {
		KpiSchema schema = snapshot.schema();
		return schema.kpis().stream().map((kpi) -> {
			int target = schema.targetOf(kpi.name());
			double[] surprise = snapshot.kpiSurprise();
			return new KpiValues(kpi.name(), kpi.unit(),
					(target >= 0 && target < surprise.length) ? surprise[target] : null,
					Answers.every(snapshot.frames(), schema.indexOf(kpi.name()), schema.size()));
		}).toList();
	}

	private List<Recent> recent(CellId cell) {
		long nowMs = this.clock.epochMillis();
		return this.ring.newest(LOOKED_THROUGH)
			.stream()
			.filter((kept) -> kept.decision().frame().cell().equals(cell))
			.limit(RECENT)
			.map((kept) -> new Recent(DecisionJson.Summary.of(kept.decision()), Math.max(0, nowMs - kept.timeMs())))
			.toList();
	}

}
