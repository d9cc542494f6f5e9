/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import io.grpc.TlsServerCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.control.ControlMode;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.sim.onos.OnosPeer;
import org.presage.testing.Pki;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Subscriptions, and all that happens to them. */
class OnosSubscriptionTest extends OnosFixture {

	@Test
	void cellsOfTheTopologyArePlannedWithWhatTheNodeOffers() throws IOException {
		OnosPeer running = running();
		assertThat(Objects.requireNonNull(running.definition(TestNode.cell(0x454C001))).measurements())
			.extracting("name")
			.containsExactlyInAnyOrderElementsOf(this.node.measurements());
		Decision last = report(running, TestModels.WINDOW);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.frame().cell()).isEqualTo(new CellId(TestNode.ID, "00101-1"));
		assertThat(last.frame().values()).containsExactly(12, Float.NaN, 51, 20);
		assertThat(count("wm.e2.indications", "result", "taken")).isEqualTo(2 * TestModels.WINDOW);
		assertThat(this.meters.get("wm.e2.reporting").gauge().value()).isEqualTo(2);
	}

	@Test
	void brokenStreamsAreOpenedAgain() throws IOException {
		OnosPeer running = running();
		report(running, 2);
		running.breakStreams();
		await(() -> count("wm.e2.renewed", "reason", "error") == 2);
		assertThat(report(running, TestModels.WINDOW - 2).outcome()).as("the window has lost nothing")
			.isEqualTo(Outcome.PLANNED);
	}

	@Test
	void silenceIsNotTakenForAnAnswer() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 300, STALE_MS, 100);
		OnosPeer running = running();
		running.faults().stall(true);
		await(() -> count("wm.e2.renewed", "reason", "silence") >= 2);
		running.faults().stall(false);
		await(() -> {
			this.node.catchUp();
			this.node.report(running, 1);
			return !this.decisions.isEmpty();
		});
	}

	@Test
	void replayedIndicationsThatAreOldAreDropped() throws IOException {
		this.timing = new EdgeSettings.Timing(500, 10_000, 200, 500);
		OnosPeer running = running();
		this.node.report(running, 1);
		await(() -> count("wm.e2.indications", "result", "stale") == 2);
		assertThat(this.decisions).isEmpty();
	}

	@Test
	void nodeWithAClockAheadIsNotBelieved() throws IOException {
		OnosPeer running = running();
		running.indicate(TestNode.cell(1), TestNode.header(System.currentTimeMillis() + 60_000), TestNode.message(20));
		await(() -> count("wm.e2.indications", "result", "future") == 1);
		assertThat(report(running, 1).outcome()).isEqualTo(Outcome.WARMING_UP);
	}

	@Test
	void bytesThatAreNoIndicationAreCountedAndTheRestGoesOn() throws IOException {
		OnosPeer running = running();
		report(running, TestModels.WINDOW - 1);
		running.indicate(TestNode.cell(1), new byte[0], new byte[] { 1, 2, 3 });
		running.indicate(TestNode.cell(1), TestNode.header(System.currentTimeMillis()), new byte[0]);
		await(() -> count("wm.e2.indications", "result", "malformed") == 2);
		assertThat(report(running, 1).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void peerMayComeLater() throws IOException {
		OnosPeer first = peer(0);
		int port = first.port();
		first.close();
		adapter(port, true);
		pause();
		OnosPeer late = peer(port);
		await(() -> late.transactions().size() == 2);
		this.node.catchUp();
		assertThat(report(late, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void peerThatComesBackIsServedAgain() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer first = running();
		int port = first.port();
		assertThat(report(first, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
		first.close();
		await(() -> count("wm.e2.renewed", "reason", "error") >= 4);
		OnosPeer second = peer(port);
		await(() -> second.transactions().size() == 2);
		this.node.catchUp();
		this.decisions.clear();
		Decision last = report(second, TestModels.WINDOW + 1);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
	}

	/** A server with a certificate of one authority, and a client that trusts another. */
	@Test
	void certificatesAreVerifiedUnlessTheContraryIsAskedFor(@TempDir Path folder) throws IOException {
		Pki ours = new Pki("ours");
		ours.issue(folder, "e2t");
		OnosPeer secured = peer(0,
				TlsServerCredentials.create(folder.resolve("e2t.crt").toFile(), folder.resolve("e2t.key").toFile()));
		this.tls = new OnosTls(OnosTls.Verification.VERIFIED, new Pki("other").root(folder.resolve("other.crt")), null,
				null);
		adapter(secured.port(), false,
				new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(), List.of(FIRST)));
		await(() -> count("wm.e2.renewed", "reason", "error") >= 1);
		assertThat(secured.transactions()).isEmpty();
		for (OnosTls trusting : List.of(
				new OnosTls(OnosTls.Verification.VERIFIED, ours.root(folder.resolve("ours.crt")), null, null),
				new OnosTls(OnosTls.Verification.UNVERIFIED, null, null, null))) {
			leave();
			this.tls = trusting;
			adapter(secured.port(), false,
					new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(), List.of(FIRST)));
			await(() -> !secured.transactions().isEmpty());
		}
	}

	@Test
	void nothingStaysSubscribedBehind() throws IOException {
		OnosPeer running = running();
		report(running, 1);
		leave();
		assertThat(running.transactions()).isEmpty();
	}

	@Test
	void oneUnknownMeasurementSilencesANodeUnlessItIsLeftOut() throws IOException {
		OnosPeer started = peer(0);
		adapter(started.port(), false,
				new EdgeSettings.Node(TestNode.ID, null, this.node.measurements(), List.of(FIRST)));
		await(() -> started.transactions().size() == 1);
		this.node.catchUp();
		this.node.report(started, 1);
		assertThat(next().outcome()).isEqualTo(Outcome.WARMING_UP);
		leave();
		adapter(started.port(), false, new EdgeSettings.Node(TestNode.ID, null, List.of(), List.of(FIRST)));
		await(() -> started.transactions().size() == 1);
		this.node.report(started, 1);
		pause();
		assertThat(this.decisions).as("asked for all that the dialect reads").isEmpty();
	}

}
