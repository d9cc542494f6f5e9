/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.time.Duration;
import java.util.List;

import io.grpc.StatusRuntimeException;

import org.presage.base.Clock;
import org.presage.ric.EdgeSettings;
import org.presage.ric.onos.OnosTls;
import org.presage.ric.onos.TopoNode;
import org.presage.ric.onos.TopoWatch;

/** What the topology of micro-ONOS says of the E2 nodes. Asks it once. */
final class TopologyCheck implements Check {

	private static final Duration WITHIN = Duration.ofSeconds(2);

	private final String target;

	private final OnosTls tls;

	private final EdgeSettings settings;

	private final int style;

	private final Clock clock;

	/**
	 * @param target host and port
	 * @param style of the reports that are subscribed to
	 */
	TopologyCheck(String target, OnosTls tls, EdgeSettings settings, int style, Clock clock) {
		this.target = target;
		this.tls = tls;
		this.settings = settings;
		this.style = style;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "topology";
	}

	@Override
	public void look(Findings findings) {
		try {
			List<TopoNode> nodes = TopoWatch.nodes(this.target, this.tls, this.settings, this.style, WITHIN,
					this.clock);
			if (nodes.isEmpty()) {
				findings.warn(this.target + " has no E2 node that an E2 termination controls",
						"Are the nodes connected to onos-e2t?");
			}
			for (TopoNode node : nodes) {
				findings.ok(node.id() + ": " + node.found());
				node.missing(this.settings.names()).forEach((missing) -> findings.warn(node.id() + ": " + missing, ""));
			}
		}
		catch (StatusRuntimeException ex) {
			findings.warn(this.target + " does not say what it has, or has nothing: " + ex.getStatus(),
					"Is presage.onos.topo the topology, and presage.onos.tls right?");
		}
	}

}
