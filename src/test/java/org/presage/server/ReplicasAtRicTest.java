/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.grpc.InsecureServerCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.base.Clock;
import org.presage.control.CellStatus;
import org.presage.control.ControlLoops;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.ccc.CccControl;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.ric.TestNode;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.onos.OnosPeer;
import org.presage.sim.osc.OscRic;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Two servers at one RIC, active: each cell is controlled, by one of them. */
class ReplicasAtRicTest {

	private static final List<CellGlobalId.Nr> CELLS = List.of(TestNode.cell(1), TestNode.cell(3), TestNode.cell(4),
			TestNode.cell(5));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final TestNode node = new TestNode(PrbControl.CCC, CELLS);

	private final List<ConfigurableApplicationContext> servers = new ArrayList<>();

	@BeforeEach
	void model() {
		TestModels.random("m", 1).write(this.folder.resolve("model.presage"));
	}

	@AfterEach
	void stop() {
		this.servers.forEach(ConfigurableApplicationContext::close);
	}

	private void replica(int index, String... ric) {
		List<String> keys = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.model.path=" + this.folder.resolve("model.presage"),
				"--presage.e2.mode=active", "--presage.e2.min-interval=0s", "--presage.replicas.count=2",
				"--presage.replicas.index=" + index));
		keys.addAll(List.of(ric));
		this.servers.add(new SpringApplication(PresageServer.class).run(keys.toArray(String[]::new)));
	}

	@Test
	void ofMicroOnos() throws IOException, InterruptedException, ExecutionException {
		try (OnosPeer ric = new OnosPeer(0, InsecureServerCredentials.create(), List.of(this.node))) {
			for (int index = 0; index < 2; index++) {
				replica(index, "--presage.onos.target=localhost:" + ric.port(),
						"--presage.onos.topo=localhost:" + ric.port(), "--presage.onos.tls.verification=plaintext",
						"--presage.onos.instance=presage-" + index, "--presage.e2.control=ccc",
						"--presage.onos.model.name=oran-e2sm-ccc");
			}
			await(() -> ric.transactions().size() >= CELLS.size());
			assertEachCellHasOne(ric);
			assertThat(ric.transactions()).hasSameSizeAs(CELLS);
			stop();
		}
	}

	/** Each has an address of its own, at which the RIC finds it. */
	@Test
	void ofOranSc() throws IOException, InterruptedException, ExecutionException {
		try (OscRic ric = new OscRic(0, 0, List.of(this.node), Clock.SYSTEM)) {
			String managers = ric.managers().url();
			for (int index = 0; index < 2; index++) {
				replica(index, "--presage.osc.enabled=true", "--presage.osc.instance=presage-" + index,
						"--presage.osc.host=localhost", "--presage.osc.rmr.host=localhost",
						"--presage.osc.rmr.bind=127.0.0.1", "--presage.osc.rmr.port=0",
						"--presage.osc.rmr.route-port=0",
						"--presage.osc.rmr.route-manager=localhost:" + ric.termination().port(),
						"--presage.osc.subscription-manager=" + managers, "--presage.osc.app-manager=" + managers,
						"--presage.osc.e2-manager=" + managers, "--presage.osc.poll=100ms",
						"--presage.osc.state=" + this.folder.resolve("state-" + index + ".json"));
			}
			await(() -> ric.termination().subscriptions().size() >= CELLS.size());
			assertEachCellHasOne(ric);
			assertThat(ric.termination().subscriptions()).hasSameSizeAs(CELLS);
			stop();
		}
	}

	private void assertEachCellHasOne(E2Peer ric) throws InterruptedException, ExecutionException {
		this.node.catchUp();
		for (int i = 0; i < 200 && !controlled().equals(Set.copyOf(CELLS)); i++) {
			this.node.report(ric, 1);
			// First faster than a node, then as fast: reports of the future are not used.
			Thread.sleep((i < 40) ? 30 : 100);
		}
		assertThat(controlled()).containsExactlyInAnyOrderElementsOf(CELLS);
		assertThat(cells(this.servers.get(0))).containsExactlyInAnyOrder("00101-4", "00101-5");
		assertThat(cells(this.servers.get(1))).containsExactlyInAnyOrder("00101-1", "00101-3");
	}

	private Set<CellGlobalId.Nr> controlled() {
		return this.node.controls.stream()
			.flatMap((message) -> CccControl.decode(message).cells().stream())
			.map((cell) -> cell.cell())
			.collect(Collectors.toSet());
	}

	/** Those that have sent it indications. */
	private static Set<String> cells(ConfigurableApplicationContext server)
			throws InterruptedException, ExecutionException {
		Set<String> cells = new HashSet<>();
		for (Future<List<CellStatus>> part : server.getBean(ControlLoops.class).survey()) {
			part.get().forEach((status) -> cells.add(status.cell().cell()));
		}
		return cells;
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
			Thread.sleep(50);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

}
