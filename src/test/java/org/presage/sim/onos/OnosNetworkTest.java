package org.presage.sim.onos;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.grpc.InsecureServerCredentials;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.audit.AuditTrail;
import org.presage.config.PresageServer;
import org.presage.control.Outcome;
import org.presage.e2.actuator.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.kpi.KpiFrame;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.E2Network;
import org.presage.sim.e2.KpmCell;
import org.presage.time.Clock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole server with the built-in model, and a network that goes away and comes back.
 */
class OnosNetworkTest {

	private static final int CELLS = 2;

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static E2Network network(int port) throws IOException {
		RanSimulator simulator = new RanSimulator(RanConfig.of(CELLS), 1);
		List<KpmCell> cells = KpmCell.of(simulator, Dialect.load("presage"), PrbControl.CCC);
		E2Network network = new E2Network(simulator, cells,
				new OnosPeer(port, InsecureServerCredentials.create(), cells), Clock.SYSTEM, (cell, kpis) -> {
				});
		Thread.ofPlatform().daemon().start(() -> {
			try {
				network.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		return network;
	}

	/**
	 * Waits until every cell has been planned after a moment, and says when the last of
	 * them reported what it was planned for.
	 */
	private static long allPlannedMs(AuditTrail trail, long afterMs) throws InterruptedException {
		long giveUpMs = System.currentTimeMillis() + 60_000;
		while (System.currentTimeMillis() < giveUpMs) {
			Map<String, Long> firstMs = trail.ring()
				.newest(1000)
				.stream()
				.filter((kept) -> kept.timeMs() > afterMs && kept.decision().outcome() == Outcome.PLANNED)
				.map((kept) -> kept.decision().frame())
				.collect(Collectors.toMap((frame) -> frame.cell().cell(), KpiFrame::intervalEndMs, Math::min));
			if (firstMs.size() == CELLS) {
				return Collections.max(firstMs.values());
			}
			Thread.sleep(20);
		}
		throw new AssertionError("not every cell was planned within a minute");
	}

	/** What the documentation promises: 5 s, of which filling the window takes 3.2. */
	@Test
	void everyCellIsPlannedAgainAfterTheNetworkWasAway() throws IOException, InterruptedException {
		int port = freePort();
		E2Network first = network(port);
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class).run(
				"--spring.grpc.server.port=0", "--server.port=0", "--presage.loop.budget=1s",
				"--presage.onos.target=localhost:" + port, "--presage.onos.topo=localhost:" + port,
				"--presage.onos.tls.verification=plaintext", "--presage.e2.mode=active", "--presage.e2.min-interval=0s",
				"--presage.e2.dialect=presage")) {
			AuditTrail trail = context.getBean(AuditTrail.class);
			allPlannedMs(trail, 0);
			first.close();
			Thread.sleep(2000);
			long backMs = System.currentTimeMillis();
			E2Network second = network(port);
			try (second) {
				long took = allPlannedMs(trail, backMs) - backMs;
				assertThat(took).as("ms since it is back").isLessThan(5000);
			}
		}
	}

}
