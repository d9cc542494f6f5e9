/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.audit.AuditTrail;
import org.presage.base.Clock;
import org.presage.control.Outcome;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.kpi.KpiFrame;
import org.presage.server.PresageServer;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

/**
 * The whole server with the built-in model, and a network behind a RIC that goes away and
 * comes back.
 */
public abstract class ReturningNetwork {

	/** What the documentation promises, of which filling the window takes 3.2 s. */
	protected static final long PROMISED_MS = 5000;

	private static final int CELLS = 2;

	/** The RIC for these nodes, on the same ports each time. */
	protected abstract E2Peer peer(List<KpmCell> nodes) throws IOException;

	/**
	 * How long it takes until every cell is planned again, in ms since the RIC is back:
	 * the shortest of up to three times, where the first is longer than promised, because
	 * a busy machine may stop any of them for seconds.
	 * @param awayMs how long the RIC was unavailable
	 * @param keys of the server
	 */
	protected long returnMs(long awayMs, String... keys) throws IOException, InterruptedException {
		long shortestMs = Long.MAX_VALUE;
		for (int time = 0; time < 3 && shortestMs >= PROMISED_MS; time++) {
			shortestMs = Math.min(shortestMs, onceMs(awayMs, keys));
		}
		return shortestMs;
	}

	private long onceMs(long awayMs, String... keys) throws IOException, InterruptedException {
		E2Network first = network();
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class).run(Stream
			.concat(Stream.of(keys),
					Stream.of("--spring.grpc.server.port=0", "--server.port=0", "--presage.loop.budget=1s",
							"--presage.e2.mode=active", "--presage.e2.min-interval=0s", "--presage.e2.dialect=presage"))
			.toArray(String[]::new))) {
			AuditTrail trail = context.getBean(AuditTrail.class);
			allPlannedMs(trail, 0);
			first.close();
			Thread.sleep(awayMs);
			long backMs = System.currentTimeMillis();
			E2Network second = network();
			try (second) {
				return allPlannedMs(trail, backMs) - backMs;
			}
		}
	}

	private E2Network network() throws IOException {
		RanSimulator simulator = new RanSimulator(RanConfig.of(CELLS), 1);
		List<KpmCell> cells = KpmCell.of(simulator, Dialect.load("presage"), PrbControl.CCC);
		E2Network network = new E2Network(simulator, cells, peer(cells), Clock.SYSTEM, (cell, kpis) -> {
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

	/** A port that was free a moment ago. */
	protected static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
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

}
