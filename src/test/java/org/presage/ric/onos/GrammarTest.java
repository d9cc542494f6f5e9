/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.control.Outcome;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.sim.onos.OnosPeer;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that speak another grammar than the standard's, and tell another time. */
class GrammarTest extends OnosFixture {

	private EdgeSettings.Node configured(Family grammar) {
		return new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(), List.of(FIRST), grammar);
	}

	/** Chosen by what the topology says of the node. */
	@Test
	void nodeOfTheTopologyIsSubscribedToInKpmV200() throws IOException {
		this.node.grammar = Grammar.of(Family.KPM_V2_00);
		this.node.time = HeaderTime.UNIX_S;
		OnosPeer running = running();
		ActionDefinition asked = Objects.requireNonNull(running.definition(TestNode.cell(1)));
		assertThat(asked.cellObjectId()).isEqualTo(this.node.objectId(TestNode.cell(1)));
		assertThat(asked.subscriptionId()).isPositive();
		assertThat(report(running, 1).frame().values()).containsExactly(12, Float.NaN, 51, 20);
		await(() -> count("wm.e2.indications", "result", "taken") == 2);
	}

	@Test
	void legacyNodeIsReportedAndControlledInItsGrammar() throws IOException {
		this.node = new TestNode(PrbControl.RC_B);
		this.node.grammar = Grammar.of(Family.FLEXRIC_LEGACY);
		this.node.time = HeaderTime.UNIX_US_SWAPPED;
		this.mode = ControlMode.ACTIVE;
		OnosPeer started = peer(0);
		EdgeSettings.Node both = new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(),
				List.of(FIRST, new EdgeSettings.Cell(FIRST.plmn(), 0x454C001, 0)), Family.FLEXRIC_LEGACY);
		// Control goes only where the topology lists the service model.
		adapter(started.port(), true, both);
		// The cells are named by it, so they are subscribed to again.
		await(() -> started.asked(TestNode.ID, "subscription") >= 4 && started.transactions().size() == 2);
		this.node.catchUp();
		assertThat(report(started, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
		reportUntil(started, ControlStage.TOOK_EFFECT);
		assertThat(this.node.controls).isNotEmpty();
		assertThat(count("wm.e2.absurd.times")).isZero();
	}

	/** The topology does not tell, and the default dialect is no word about a node. */
	@Test
	void nodeOfUnknownGrammarIsLeftAlone() throws IOException {
		OnosPeer started = peer(0);
		this.dialect = "oai";
		adapter(started.port(), false, new EdgeSettings.Node(TestNode.ID, null, List.of(), List.of(FIRST)));
		await(() -> this.meters.get("wm.e2.unknown.grammar").gauge().value() == 1);
		pause();
		assertThat(started.transactions()).isEmpty();
	}

	/** Ten years ago by the standard's reading: today's, by the clock of the receiver. */
	@Test
	void absurdTimeIsReplacedByThatOfReceipt() throws IOException {
		this.node.time = HeaderTime.UNIX_US_SWAPPED;
		OnosPeer started = peer(0);
		adapter(started.port(), false, configured(Family.STANDARD));
		await(() -> started.transactions().size() == 1);
		this.node.report(started, 1);
		assertThat(next().outcome()).isEqualTo(Outcome.WARMING_UP);
		assertThat(count("wm.e2.absurd.times")).isPositive();
		assertThat(count("wm.e2.indications", "result", "stale")).isZero();
	}

	private double count(String name) {
		return this.meters.counter(name).count();
	}

}
