/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeFixture;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.osc.rmr.RmrSettings;

import static org.assertj.core.api.Assertions.assertThat;

class E2ManagerWatchTest extends EdgeFixture {

	private static final String NODE = """
			{"ranName": "gnb_1", "connectionStatus": "CONNECTED", "gnb": {"servedNrCells": [
			{"servedNrCellInformation": {"cellId": "00f110:000000001"}}]}}""";

	private static final RanFunctions FUNCTIONS = new RanFunctions(new OscSettings("h", 1,
			new RmrSettings("h", "127.0.0.1", 0, -1, null, null, 1, 1024, 100), 0, 1, 2, 4, 4, ""));

	private final List<List<CellTarget>> found = new CopyOnWriteArrayList<>();

	private final List<String> left = new CopyOnWriteArrayList<>();

	private final AtomicInteger states = new AtomicInteger();

	private volatile String status = NodeDetails.CONNECTED;

	private final class Listener implements NodeDiscovery.Listener {

		@Override
		public void found(List<CellTarget> cells) {
			E2ManagerWatchTest.this.found.add(cells);
		}

		@Override
		public void vanished(String node) {
			E2ManagerWatchTest.this.left.add(node);
		}

		@Override
		public boolean isWatching() {
			return true;
		}

	}

	private void awaitStates(int more) {
		int enough = this.states.get() + more;
		await(() -> this.states.get() >= enough);
	}

	/** Each question about the node waits until the node has left. */
	@Test
	void nodeIsAskedOnceAndLateAnswerDoesNotBringItBack() throws IOException {
		XappEndpoint manager = new XappEndpoint();
		CountDownLatch gone = new CountDownLatch(1);
		AtomicInteger questions = new AtomicInteger();
		manager.on("/v1/nodeb/states", (exchange, body) -> {
			this.states.incrementAndGet();
			XappEndpoint.send(exchange, 200,
					"[{\"inventoryName\": \"gnb_1\", \"connectionStatus\": \"" + this.status + "\"}]");
		});
		manager.on("/v1/nodeb/gnb_1", (exchange, body) -> {
			questions.incrementAndGet();
			try {
				gone.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			XappEndpoint.send(exchange, 200, NODE);
		});
		try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
				RestClient http = new RestClient("managers", manager.url(), Duration.ofSeconds(20))) {
			NodeDiscovery.Running watch = E2ManagerWatch
				.of(new E2Manager(http), settings(), (dialect) -> 1, FUNCTIONS, null, 20, Clock.SYSTEM)
				.start(timer, new Listener());
			await(() -> questions.get() == 1);
			awaitStates(5);
			assertThat(questions).hasValue(1);
			this.status = NodeDetails.DISCONNECTED;
			awaitStates(3);
			gone.countDown();
			awaitStates(5);
			assertThat(this.found).isEmpty();
			assertThat(this.left).isEmpty();
			this.status = NodeDetails.CONNECTED;
			await(() -> this.found.size() == 1);
			assertThat(this.found.getFirst()).extracting(CellTarget::node).containsExactly("gnb_1");
			assertThat(questions).hasValue(2);
			watch.close();
		}
		finally {
			manager.close();
		}
	}

}
