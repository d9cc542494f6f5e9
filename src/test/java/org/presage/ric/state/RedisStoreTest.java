/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.github.fppt.jedismock.RedisServer;
import com.sun.net.httpserver.HttpServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.metrics.Metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisStoreTest extends StateStoreKit {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

	private @Nullable RedisServer redis;

	private int port;

	@BeforeEach
	void start() throws IOException {
		RedisServer server = RedisServer.newRedisServer().start();
		this.port = server.getBindPort();
		this.redis = server;
	}

	@AfterEach
	void stop() throws IOException {
		if (this.redis != null) {
			this.redis.stop();
			this.redis = null;
		}
	}

	private void restart() throws IOException {
		this.redis = RedisServer.newRedisServer(this.port).start();
	}

	private StateStore open(Duration timeout) {
		return new RedisStore(new RedisSettings("127.0.0.1", this.port, "", 0, timeout), "presage", Clock.SYSTEM,
				this.metrics);
	}

	@Override
	StateStore open() {
		return open(TIMEOUT);
	}

	private double missed() {
		return this.metrics.counter(Metric.STATE_MISSED.id()).count();
	}

	@Test
	void keysAndValuesAreThoseOfTheSharedDataLayer() {
		RedisClient other = RedisClient.create("redis://127.0.0.1:" + this.port);
		try (StateStore store = open(); StatefulRedisConnection<String, String> connection = other.connect()) {
			RedisCommands<String, String> sdl = connection.sync();
			store.set("a", "1");
			assertThat(sdl.mget("{presage},a").getFirst().getValue()).isEqualTo("1");
			assertThat(sdl.keys("{presage},*")).containsExactly("{presage},a");
			sdl.mset(Map.of("{presage},b", "2", "{other},c", "3"));
			assertThat(store.get("b")).contains("2");
			assertThat(store.get("c")).isEmpty();
			assertThat(store.keys()).containsExactly("a", "b");
			sdl.del("{presage},a");
			assertThat(store.get("a")).isEmpty();
		}
		finally {
			other.shutdown();
		}
		assertThat(missed()).isZero();
	}

	@Test
	void aServerThatComesLaterIsWritten() throws Exception {
		stop();
		try (StateStore store = open()) {
			store.set("a", "1");
			store.set("b", "1");
			store.remove("b");
			assertThat(store.get("a")).contains("1");
			assertThat(store.keys()).containsExactly("a");
			assertThat(missed()).isEqualTo(5);
			restart();
			await(() -> seen("a").equals("1"));
			assertThat(seen("b")).isEqualTo("nothing");
		}
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int attempt = 0; !condition.getAsBoolean(); attempt++) {
			assertThat(attempt).as("attempts").isLessThan(500);
			Thread.sleep(20);
		}
	}

	/** As another process sees it. */
	private String seen(String key) {
		try (StateStore other = new RedisStore(new RedisSettings("127.0.0.1", this.port, "", 0, TIMEOUT), "presage",
				Clock.SYSTEM, new SimpleMeterRegistry())) {
			return other.get(key).orElse("nothing");
		}
	}

	@Test
	void aServerThatHasForgottenIsToldAgain() throws Exception {
		try (StateStore store = open()) {
			store.set("a", "1");
			store.set("b", "1");
			stop();
			store.set("b", "2");
			assertThat(store.get("a")).contains("1");
			assertThat(store.get("b")).contains("2");
			assertThat(missed()).isPositive();
			restart();
			await(() -> seen("b").equals("2"));
			assertThat(seen("a")).isEqualTo("1");
		}
	}

	@Test
	void aServerThatNeverAnswersIsNotWaitedFor() throws IOException {
		stop();
		try (ServerSocket silent = new ServerSocket(this.port, 10, InetAddress.getLoopbackAddress());
				StateStore store = open(Duration.ofMillis(100))) {
			store.set("a", "1");
			assertThat(store.get("a")).contains("1");
			assertThat(silent.isBound()).isTrue();
		}
		assertThat(missed()).isEqualTo(2);
	}

	@Test
	void whatNeverWasAServerIsSurvived() throws IOException {
		stop();
		HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		http.start();
		try (StateStore store = new RedisStore(
				new RedisSettings("127.0.0.1", http.getAddress().getPort(), "", 0, TIMEOUT), "presage", Clock.SYSTEM,
				this.metrics)) {
			store.set("a", "1");
			assertThat(store.get("a")).contains("1");
		}
		finally {
			http.stop(0);
		}
	}

	@Test
	void aNamespaceHasOnlyCharactersOfAName() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(
					() -> new RedisStore(new RedisSettings("h", 1, "", 0, TIMEOUT), "a}*", Clock.SYSTEM, this.metrics)
						.close())
			.withMessage("namespace: expected letters, digits and . _ : -, found a}*");
	}

	@Test
	void theSettingsAreThePlatforms() {
		assertThat(RedisSettings.from(Map.of(), "presage", TIMEOUT)).isEmpty();
		assertThat(RedisSettings.from(Map.of("DBAAS_SERVICE_HOST", "dbaas"), "presage", TIMEOUT))
			.contains(new RedisSettings("dbaas", 6379, "", 0, TIMEOUT));
		assertThat(RedisSettings.from(Map.of("DBAAS_SERVICE_HOST", "dbaas", "DBAAS_SERVICE_PORT", "1",
				"DBAAS_MASTER_NAME", "m", "DBAAS_SERVICE_SENTINEL_PORT", "26379"), "presage", TIMEOUT))
			.contains(new RedisSettings("dbaas", 1, "m", 26379, TIMEOUT));
		// CRC-32 of presage is 0x41c79d70, as Go's hash/crc32 and Python's zlib have it.
		assertThat(
				RedisSettings.from(Map.of("DBAAS_CLUSTER_ADDR_LIST", "a,b,c"), "presage", TIMEOUT).orElseThrow().host())
			.isEqualTo("c");
	}

	@Test
	void wrongSettingsAreNamed() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> RedisSettings.from(Map.of("DBAAS_SERVICE_HOST", "h", "DBAAS_SERVICE_PORT", "tcp://h:1"),
					"n", TIMEOUT))
			.withMessage("DBAAS_SERVICE_PORT: expected a port, found tcp://h:1");
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> RedisSettings
				.from(Map.of("DBAAS_SERVICE_HOST", "h", "DBAAS_SERVICE_SENTINEL_PORT", "26379"), "n", TIMEOUT))
			.withMessage("DBAAS_MASTER_NAME: expected the name that the sentinel knows, found nothing");
	}

}
