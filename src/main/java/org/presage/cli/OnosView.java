package org.presage.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.audit.DecisionRing;
import org.presage.audit.KeptDecision;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.grpc.DecisionWriter;
import org.presage.e2.grpc.v1.ControlMessage;
import org.presage.kpi.SchemaException;
import org.presage.lab.E2Path;

/**
 * Shows what the xApp decides for cells that do not hear its answers: they are read from
 * what it keeps of its decisions.
 */
final class OnosView {

	private final LiveTable table;

	private final DecisionRing ring;

	private final int cells;

	private long shown;

	OnosView(LiveTable table, DecisionRing ring, int cells) {
		this.table = table;
		this.ring = ring;
		this.cells = cells;
	}

	/** The server's keys for a peer on this machine. */
	static Map<String, Object> properties(int port, E2Path path) {
		if (!Dialect.BUILT_IN.contains(path.dialect().name())) {
			throw new SchemaException("--onos", "one of the built-in dialects " + Dialect.BUILT_IN,
					path.dialect().name());
		}
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("presage.onos.target", "localhost:" + port);
		keys.put("presage.onos.topo", "localhost:" + port);
		keys.put("presage.onos.tls.verification", "plaintext");
		keys.put("presage.e2.mode", "active");
		keys.put("presage.e2.min-interval", "0s");
		keys.put("presage.e2.dialect", path.dialect().name());
		keys.put("presage.e2.control", path.control().name());
		return keys;
	}

	/**
	 * The cell's KPIs of the interval that just ended, and what was decided since the
	 * last call.
	 */
	void measured(int cell, float[] kpis) {
		this.table.measured(cell, kpis);
		if (cell == 0) {
			List<KeptDecision> newest = this.ring.newest(this.cells);
			for (KeptDecision kept : newest.reversed()) {
				if (kept.decision().id() > this.shown) {
					this.shown = kept.decision().id();
					int number = Integer.parseInt(kept.decision().frame().cell().cell().split("-")[1], 16);
					this.table.answered(number,
							ControlMessage.newBuilder().setDecision(DecisionWriter.decision(kept.decision())).build());
				}
			}
		}
	}

}
