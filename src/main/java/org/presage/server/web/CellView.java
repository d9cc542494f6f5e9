package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.audit.DecisionRing;
import org.presage.audit.KeptDecision;
import org.presage.base.Clock;
import org.presage.control.CellSnapshot;
import org.presage.control.ControlLoops;
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

	/** The cell that a request names. */
	static CellId cell(ServerRequest request) {
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
		Map<String, Object> answer = this.cells.row(snapshot.status());
		answer.put("interval_end_ms", snapshot.newestMs());
		answer.put("step_ms", snapshot.schema().stepMs());
		answer.put("kpis", kpis(snapshot));
		if (snapshot.status().last() != null) {
			answer.put("decision", DecisionJson.of(snapshot.status().last()));
		}
		answer.put("recent", recent(cell));
		return Answers.json(answer);
	}

	private static List<Map<String, Object>> kpis(CellSnapshot snapshot) {
		KpiSchema schema = snapshot.schema();
		return schema.kpis().stream().map((kpi) -> {
			Map<String, Object> one = new LinkedHashMap<>();
			one.put("name", kpi.name());
			one.put("unit", kpi.unit());
			int target = schema.targetOf(kpi.name());
			double[] surprise = snapshot.kpiSurprise();
			one.put("surprise", (target >= 0 && target < surprise.length) ? surprise[target] : null);
			one.put("values", Answers.every(snapshot.frames(), schema.indexOf(kpi.name()), schema.size()));
			return one;
		}).toList();
	}

	private List<Map<String, Object>> recent(CellId cell) {
		long nowMs = this.clock.epochMillis();
		return this.ring.newest(LOOKED_THROUGH)
			.stream()
			.filter((kept) -> kept.decision().frame().cell().equals(cell))
			.limit(RECENT)
			.map((kept) -> recent(kept, nowMs))
			.toList();
	}

	private static Map<String, Object> recent(KeptDecision kept, long nowMs) {
		Map<String, Object> one = DecisionJson.inShort(kept.decision());
		one.put("age_ms", Math.max(0, nowMs - kept.timeMs()));
		return one;
	}

}
