/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.github.fppt.jedismock.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.ric.state.RedisSettings;
import org.presage.server.config.LeaseProperties;
import org.presage.server.config.ServerSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Who owns the cells, and whether anything guards them. */
class LeaseCheckTest {

	private static List<String> look(Optional<RedisSettings> shared, int index, String... keys) {
		return Looks
			.of(new LeaseCheck(ServerSettings.read(keys).get(LeaseProperties.class), index, shared, Clock.SYSTEM));
	}

	private static Optional<RedisSettings> shared(int port) {
		return Optional.of(new RedisSettings("127.0.0.1", port, "", 0, Duration.ofSeconds(1)));
	}

	@Test
	void namesTheHolderOfThisReplicasCells() throws IOException {
		RedisServer server = RedisServer.newRedisServer().start();
		RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", server.getBindPort()));
		try (StatefulRedisConnection<String, String> connection = client.connect()) {
			Optional<RedisSettings> there = shared(server.getBindPort());
			assertThat(look(there, 1)).containsExactly("ok held by no server now -> ");
			connection.sync().set("{presage-owners},presage/1", "pod-1 0f");
			assertThat(look(there, 1)).containsExactly("ok held by pod-1 0f -> ");
			assertThat(look(there, 0)).containsExactly("ok held by no server now -> ");
			assertThat(look(there, 1, "--presage.lease.name=other")).containsExactly("ok held by no server now -> ");
			connection.sync().set("{presage-owners},presage/1", "released");
			assertThat(look(there, 1)).containsExactly("ok held by no server now -> ");
		}
		finally {
			client.shutdown();
			server.stop();
		}
	}

	@Test
	void warnsThatNothingGuardsTheCells() {
		assertThat(look(Optional.empty(), 0, "--presage.lease.mode=none"))
			.allMatch((line) -> line.startsWith("warn presage.lease.mode is none: "));
		assertThat(look(Optional.empty(), 0)).allMatch((line) -> line.startsWith("ok none, "));
		assertThat(look(Optional.empty(), 0, "--presage.lease.mode=required"))
			.allMatch((line) -> line.startsWith("fail presage.lease.mode: "));
	}

	@Test
	void warnsThatNobodyGetsALeaseWithoutTheSharedDataLayer() {
		assertThat(look(shared(1), 0))
			.allMatch((line) -> line.startsWith("warn the shared data layer at 127.0.0.1 does not answer"));
	}

}
