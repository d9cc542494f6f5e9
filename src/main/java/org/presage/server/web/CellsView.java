package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.control.CellStatus;
import org.presage.control.Decision;
import org.presage.kpi.plausibility.Finding;

/** The list of cells. */
final class CellsView {

	private static final double NS_PER_MS = 1e6;

	private final CellRoster roster;

	private final Clock clock;

	CellsView(CellRoster roster, Clock clock) {
		this.roster = roster;
		this.clock = clock;
	}

	ServerResponse list(ServerRequest request) throws InterruptedException {
		CellFilter query = CellFilter.of(request);
		List<CellStatus> all = this.roster.cells();
		List<CellStatus> found = all.stream().filter(query::finds).toList();
		List<CellStatus> admitted = found.stream().filter(query::admits).sorted(query.order()).toList();
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("total", all.size());
		answer.put("matching", admitted.size());
		answer.put("offset", query.offset());
		answer.put("outcomes", outcomes(found));
		answer.put("cells", admitted.stream().skip(query.offset()).limit(query.limit()).map(this::row).toList());
		return Answers.json(answer);
	}

	private static Map<String, Integer> outcomes(List<CellStatus> cells) {
		Map<String, Integer> counts = new TreeMap<>();
		for (CellStatus cell : cells) {
			Decision last = cell.last();
			if (last != null) {
				counts.merge(last.outcome().name(), 1, Integer::sum);
			}
		}
		return counts;
	}

	/** A cell in short. */
	Map<String, Object> row(CellStatus cell) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("node", cell.cell().node());
		row.put("cell", cell.cell().cell());
		row.put("slice", cell.cell().slice());
		row.put("age_ms", Math.max(0, Math.round((this.clock.nanoTime() - cell.heardNs()) / NS_PER_MS)));
		row.put("frames", cell.filled());
		row.put("prbs_in_force", cell.inForce());
		row.put("surprise", cell.surprise());
		Finding falseData = cell.falseData();
		row.put("false_data", (falseData != null) ? falseData.toString() : null);
		Decision last = cell.last();
		if (last != null) {
			row.put("outcome", last.outcome().name());
			row.put("detail", last.detail());
			row.put("prbs", (last.prbs() != Decision.UNKNOWN) ? last.prbs() : null);
			row.put("latency_ms", last.latencyNs() / NS_PER_MS);
		}
		return row;
	}

}
