/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;

import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.ric.EdgeFixture;
import org.presage.ric.EdgeSettings;
import org.presage.ric.NodeDiscovery;
import org.presage.sim.onos.OnosPeer;

/** The edge to micro-ONOS. */
abstract class OnosFixture extends EdgeFixture {

	OnosTls tls = new OnosTls(OnosTls.Verification.PLAINTEXT, null, null, null);

	OnosPeer peer(int port) throws IOException {
		return peer(port, InsecureServerCredentials.create());
	}

	OnosPeer peer(int port, ServerCredentials credentials) throws IOException {
		OnosPeer started = new OnosPeer(port, credentials, List.of(this.node));
		this.peers.add(started);
		return started;
	}

	void adapter(int port, boolean topo, EdgeSettings.Node... nodes) {
		String target = "localhost:" + port;
		EdgeSettings settings = settings(nodes);
		OnosSettings.Model model = new OnosSettings.Model(this.node.control.serviceModel(), "v1");
		NodeModels models = new NodeModels("presage.onos.topo", "presage.e2.control");
		OnosClient client = new OnosClient(new OnosSettings(target, null, this.tls, "presage", "test-0",
				new OnosSettings.Model("oran-e2sm-kpm", "v2"), model), models, this.timing.controlMs());
		SplittableRandom random = new SplittableRandom(1);
		NodeDiscovery cells = topo ? TopoWatch.of(target, this.tls, settings, 1, models, model, this.neighbours,
				Clock.SYSTEM, new BackOff(this.timing.retryMs(), random)) : null;
		edge(settings, client, cells);
	}

	/** Topology, both cells subscribed. */
	OnosPeer running() throws IOException {
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		await(() -> started.transactions().size() == 2);
		this.node.catchUp();
		return started;
	}

}
