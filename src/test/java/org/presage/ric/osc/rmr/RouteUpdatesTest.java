/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.InvalidInputException;
import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A route manager, and tables from it. */
class RouteUpdatesTest {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Endpoints endpoints = new Endpoints();

	@AfterEach
	void close() {
		this.endpoints.close();
	}

	private static RmrSettings settings(@Nullable Path seed, @Nullable String manager) {
		return new RmrSettings("127.0.0.1", "127.0.0.1", 0, 0, seed, manager, Endpoints.QUEUE, 64, 100);
	}

	private RmrEndpoint start(@Nullable Path seed, @Nullable String manager) throws IOException {
		return this.endpoints.start(settings(seed, manager), new Inbox(), this.registry);
	}

	private static void send(RawPeer manager, String text) throws IOException {
		manager.send(TestFrame.of(RmrTypes.ROUTE_TABLE, text).octets());
	}

	private static String state(RawPeer manager) throws IOException {
		ByteBuffer frame = manager.frame();
		assertThat(RawPeer.integer(frame, 0)).isEqualTo(RmrTypes.ROUTE_TABLE_STATE);
		assertThat(RawPeer.integer(frame, 212)).isEqualTo(-1);
		return RawPeer.payload(frame);
	}

	/** In any number of messages; it is answered where it came from. */
	@Test
	void aTableTakesEffectWithItsEnd() throws Exception {
		RmrEndpoint us = start(null, null);
		try (RawPeer manager = RawPeer.to(us.routePort())) {
			send(manager, "newrt|start|t1\nmse|1|-1|a:1\n");
			send(manager, "mse|2|-1|b:1\nsuch a record is not known|1\n");
			send(manager, "newrt|start|t2\nmse|2|-1|b:1\n");
			assertThat(state(manager)).isEqualTo("ERR t1 table not complete\n\0");
			assertThat(us.routes().size()).isZero();
			send(manager, "mse|3|-1|c:1\nnewrt|end|2\n\0 and what is left in the buffer");
			assertThat(state(manager)).isEqualTo("OK t2 \n\0");
			assertThat(us.routes().lookup(3, -1, "")).containsExactly("c:1");
			assertThat(us.routes().size()).isEqualTo(2);
		}
		assertThat(this.registry.get(Metric.RMR_ROUTES.id()).gauge().value()).isEqualTo(2);
		assertThat(this.registry.counter(Metric.RMR_TABLES.id(), "result", "taken").count()).isEqualTo(1);
		assertThat(this.registry.counter(Metric.RMR_TABLES.id(), "result", "refused").count()).isEqualTo(1);
	}

	@Test
	void aBrokenTableChangesNothing() throws Exception {
		RmrEndpoint us = start(null, null);
		try (RawPeer manager = RawPeer.to(us.routePort())) {
			send(manager, "newrt|start\nmse|1|-1|a:1\nnewrt|end\n");
			assertThat(state(manager)).isEqualTo("OK <id-missing> \n\0");
			RouteTable good = us.routes();
			send(manager, "newrt|start|t2\nmse|1|-1|b:1\nmse|2|-1\nmse|3|-1|c:1\nnewrt|end|3\n");
			assertThat(state(manager)).isEqualTo("ERR t2 missing table records: expected 3 got 2\n\0");
			send(manager, "newrt|start|t3\nmse|1|-1|b:1\nnewrt|end|2\n");
			assertThat(state(manager)).isEqualTo("ERR t3 missing table records: expected 2 got 1\n\0");
			send(manager, "newrt|start|t4\nmse|1|-1|b:1\nnewrt|start|t5\n");
			assertThat(state(manager)).isEqualTo("ERR t4 table not complete\n\0");
			assertThat(us.routes()).isSameAs(good);
			send(manager, "newrt|end|1\nupdate|start|u5\nmse|4|-1|d:1\nupdate|end|1\n");
			assertThat(state(manager)).isEqualTo("ERR t5 missing table records: expected 1 got 0\n\0");
			assertThat(state(manager)).isEqualTo("OK u5 \n\0");
			assertThat(us.routes().lookup(1, -1, "")).containsExactly("a:1");
			assertThat(us.routes().size()).isEqualTo(2);
		}
	}

	/** The whole of it in one message, with a map of nodes, longer than our payloads. */
	@Test
	void theManagerOfTheRicCallsWithAllOfIt() throws Exception {
		RmrEndpoint us = start(null, null);
		String text = "newrt|start|all\nmse|12040," + "127.0.0.1:" + us.port() + "|-1|%meid\n"
				+ "mse|12010|-1|submgr:4560\n".repeat(100) + "newrt|end\n"
				+ "meid_map|start\nmme_ar|e2term:38000|gnb_001 gnb_002\nmeid_map|end|1\n";
		try (RawPeer manager = RawPeer.to(us.routePort())) {
			// A call: its flag in the sender's byte order, its number, its transaction.
			manager.send(TestFrame.of(RmrTypes.ROUTE_TABLE, text)
				.set(192, 0x04000000)
				.set(280, 0x2a000000)
				.text(12, "call")
				.octets());
			for (String state : new String[] { "OK all \n\0", "OK <id-missing> \n\0" }) {
				ByteBuffer answer = manager.frame();
				assertThat(RawPeer.payload(answer)).isEqualTo(state);
				assertThat(RawPeer.integer(answer, 192)).isZero();
				assertThat(RawPeer.integer(answer, 280)).isEqualTo(0x2a000000);
				assertThat(RawPeer.integer(answer, 12)).isEqualTo(0x63616c6c);
			}
		}
		assertThat(us.routes().lookup(12040, -1, "gnb_002")).containsExactly("e2term:38000");
	}

	@Test
	void anUpdateChangesWhatIsInUse() throws Exception {
		RmrEndpoint us = start(null, null);
		us.routes(RouteTable.parse("newrt|start\nmse|1|-1|a:1\nmse|2|-1|b:1\nnewrt|end\n"));
		try (RawPeer manager = RawPeer.to(us.routePort())) {
			send(manager, "update|start|u1\ndel|1|-1\nmse|3|5|c:1\nupdate|end|2\n");
			assertThat(state(manager)).isEqualTo("OK u1 \n\0");
		}
		assertThat(us.routes().lookup(1, -1, "")).isEmpty();
		assertThat(us.routes().lookup(2, -1, "")).containsExactly("b:1");
		assertThat(us.routes().lookup(3, 5, "")).containsExactly("c:1");
	}

	/** As the O-RAN SC route manager does, also when types are missing. */
	@Test
	void answersPartialTablesAndSkipsWhatCannotBeUsed() throws Exception {
		RmrEndpoint us = start(null, null);
		try (RawPeer manager = RawPeer.to(us.routePort())) {
			send(manager, "updatert|start|early\nmse|12050|5|c:1\nupdatert|end|1\n");
			send(manager, "newrt|start|t1\nmse|,e2mgr:3801|-1|10.0.0.7:38000\nmse|1|-1|a:1\nnewrt|end|2\n");
			assertThat(state(manager)).isEqualTo("OK t1 \n\0");
			send(manager, "updatert|start|u1\nmse|12050|5|c:1\nupdatert|end|1\n");
			assertThat(state(manager)).isEqualTo("OK u1 \n\0");
		}
		assertThat(us.routes().lookup(1, -1, "")).containsExactly("a:1");
		assertThat(us.routes().lookup(12050, 5, "")).containsExactly("c:1");
		assertThat(this.registry.counter(Metric.RMR_SKIPPED.id(), "reason", "type").count()).isEqualTo(1);
		assertThat(this.registry.counter(Metric.RMR_SKIPPED.id(), "reason", "early").count()).isEqualTo(2);
	}

	/** An update does not end the questions for a full table, and a seed is none. */
	@Test
	void asksForFullTableThoughUpdatesCome(@TempDir Path folder) throws Exception {
		Path seed = Files.writeString(folder.resolve("seed.rt"), "newrt|start\nmse|9|-1|s:1\nnewrt|end");
		try (ServerSocket server = RawPeer.listening(0)) {
			RmrEndpoint us = start(seed, "127.0.0.1:" + server.getLocalPort());
			try (RawPeer manager = RawPeer.accepted(server)) {
				manager.frame();
				send(manager, "updatert|start|u1\nmse|1|-1|a:1\nupdatert|end|1\n");
				for (int i = 0; i < 3; i++) {
					assertThat(RawPeer.integer(manager.frame(), 0)).isEqualTo(RmrTypes.ROUTE_TABLE_REQUEST);
				}
			}
			assertThat(us.routes().lookup(1, -1, "")).isEmpty();
			assertThat(us.routes().lookup(9, -1, "")).containsExactly("s:1");
		}
	}

	/**
	 * Also when the manager is there later than we are, and answers on our connection.
	 */
	@Test
	void aTableIsAskedForUntilOneComes() throws Exception {
		int port;
		try (ServerSocket free = RawPeer.listening(0)) {
			port = free.getLocalPort();
		}
		RmrEndpoint us = start(null, "127.0.0.1:" + port);
		try (ServerSocket server = RawPeer.listening(port); RawPeer manager = RawPeer.accepted(server)) {
			for (int i = 0; i < 3; i++) {
				ByteBuffer request = manager.frame();
				assertThat(RawPeer.integer(request, 0)).isEqualTo(RmrTypes.ROUTE_TABLE_REQUEST);
				assertThat(RawPeer.payload(request)).matches("(?s)127\\.0\\.0\\.1:" + us.port() + " ts=\\d+\n\0");
				String source = new String(request.array(), TestFrame.TRANSPORT + 76, 15);
				assertThat(source).isEqualTo("127.0.0.1:" + us.routePort());
			}
			send(manager, "newrt|start\nmse|1|-1|a:1\nnewrt|end\n");
			ByteBuffer next = manager.frame();
			while (RawPeer.integer(next, 0) == RmrTypes.ROUTE_TABLE_REQUEST) {
				next = manager.frame();
			}
			assertThat(RawPeer.payload(next)).startsWith("OK ");
		}
		assertThat(us.routes().lookup(1, -1, "")).containsExactly("a:1");
	}

	@Test
	void theSeedIsThereAtTheStart(@TempDir Path folder) throws Exception {
		Path seed = folder.resolve("seed.rt");
		Files.writeString(seed, "newrt|start\nmse|1|-1|a:1\nnewrt|end");
		assertThat(start(seed, null).routes().lookup(1, -1, "")).containsExactly("a:1");
		Files.writeString(seed, "newrt|start\nmse|1|-1|a\nnewrt|end");
		assertThatThrownBy(() -> start(seed, null)).isInstanceOf(InvalidInputException.class)
			.hasMessage(seed + ", line 2, endpoint: expected host:port, found 'a'");
	}

}
