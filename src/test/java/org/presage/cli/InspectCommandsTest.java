/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.client.ChannelSettings;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that show models, configuration and a running server. */
class InspectCommandsTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private JsonNode json(String name) throws IOException {
		return JsonMapper.shared().readTree(Files.readString(this.folder.resolve(name)));
	}

	@Test
	void modelsOfADirectoryAreListedWithWhatIsWrong() throws IOException {
		Files.writeString(this.folder.resolve("broken.presage"), "no zip");
		assertThat(run("model", "list", this.folder.toString(), "--json", this.folder.resolve("l.json").toString()))
			.isZero();
		assertThat(this.out.toString()).contains("builtin:default", "builtin:slices", "1 to 51", "broken.presage");
		assertThat(json("l.json").path("models").path(2).path("error").asString()).contains("expected");
		assertThat(run("model", "list", "/none")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("/none: expected a file that can be read, found no such file");
	}

	@Test
	void manifestIsShown() throws IOException {
		assertThat(
				run("model", "info", "builtin:slices", "--quiet", "--json", this.folder.resolve("i.json").toString()))
			.isZero();
		assertThat(this.out.toString()).isEmpty();
		assertThat(json("i.json").path("kpis").path(12).path("name").asString()).isEqualTo("Delay");
		assertThat(json("i.json").path("kpis").path(12).path("sla_max").asDouble()).isEqualTo(100);
		assertThat(run("model", "info", "builtin:default")).isZero();
		assertThat(this.out.toString()).contains("default-3, architecture ms3m", "≤ 100");
	}

	@Test
	void effectiveConfigurationIsShownWithItsOrigin() throws IOException {
		Path file = Files.writeString(this.folder.resolve("p.yaml"), "presage:\n  loop:\n    max-cells: 7\n");
		assertThat(run("config", "show", "--config", file.toString(), "presage.loop.budget=20ms",
				"presage.tracing.headers.authorization=secret", "--json", this.folder.resolve("c.json").toString()))
			.isZero();
		assertThat(this.out.toString().lines().map((line) -> line.replaceAll(" +", " "))).contains(
				"presage.loop.budget 20ms the command line", "presage.loop.max-cells 7 p.yaml, line 3",
				"presage.loop.gap-steps 3 default", "presage.tracing.headers.authorization *** the command line");
		assertThat(this.out.toString()).doesNotContain("secret");
		assertThat(json("c.json").path("settings")).hasSizeGreaterThan(100);
	}

	@Test
	void initialFileHasEveryKeyAndChangesNothing() {
		Path file = this.folder.resolve("presage.yaml");
		assertThat(run("config", "init", "--out", file.toString())).isZero();
		this.out.getBuffer().setLength(0);
		assertThat(file).content().contains("#presage.loop.budget: 10ms", "# Time from receipt of a report");
		assertThat(run("config", "show", "--changed", "--config", file.toString())).isZero();
		assertThat(this.out.toString()).doesNotContain("presage.yaml");
		assertThat(run("config", "init", "--out", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("expected a file that does not exist yet");
	}

	@Test
	void cellsOfARunningServerAreShown() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplication(PresageServer.class)
			.run("--spring.grpc.server.port=0", "--server.port=0")) {
			ServerAddresses addresses = context.getBean(ServerAddresses.class);
			String target = "http://localhost:" + addresses.httpPort();
			assertThat(run("status", "--target", target)).isZero();
			assertThat(this.out.toString()).contains("model default-3 (ms3m)", "0 cells", "surprise");
			Thread attached;
			try (SimulatedNode node = new SimulatedNode(new RanSimulator(RanConfig.of(3), 1),
					"localhost:" + addresses.grpcPort(), ChannelSettings.PLAINTEXT, "gnb-7", Clock.SYSTEM,
					new Silent())) {
				attached = Thread.ofVirtual().start(() -> {
					try {
						node.run();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
				for (int i = 0; i < 100 && !this.out.toString().contains("gnb-7"); i++) {
					assertThat(run("status", "--target", target, "--json", this.folder.resolve("s.json").toString(),
							"--cells", "2"))
						.isZero();
				}
			}
			attached.join();
			assertThat(this.out.toString()).contains("gnb-7", "WARMING_UP");
			assertThat(json("s.json").path("status").path("model").path("version").asString()).isEqualTo("default-3");
			wrongPorts(addresses);
		}
		assertThat(run("status", "--target", "http://localhost:1")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("expected the web server of a running xApp",
				"found no server that listens there. Start it with presage serve");
	}

	private void wrongPorts(ServerAddresses addresses) {
		this.err.getBuffer().setLength(0);
		assertThat(run("status", "--target", "localhost:" + addresses.grpcPort())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("found a server that speaks no HTTP/1.1, such as its gRPC API")
			.hasLineCount(1);
		this.err.getBuffer().setLength(0);
		assertThat(run("attach", "--wait", "0", "--target", "localhost:" + addresses.httpPort())).isNotZero();
		assertThat(this.err.toString()).contains("expected the gRPC API of a running xApp, found ", "its web server")
			.hasLineCount(1);
	}

	private static final class Silent implements SimulatedNode.Listener {

		@Override
		public void measured(int unit, float[] kpis) {
			// Only the server's view counts.
		}

		@Override
		public void answered(int unit, org.presage.api.v1.AttachResponse message) {
			// Only the server's view counts.
		}

	}

}
