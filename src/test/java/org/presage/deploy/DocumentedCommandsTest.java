/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.base.Clock;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands of the guide and the documentation that are marked {@code sh run} do what
 * they say: they are run as they stand there, one file's after the other, beside a server
 * with a simulated node.
 */
class DocumentedCommandsTest {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh run$\\n(.*?)^```$");

	private static final Pattern JAR = Pattern.compile("java -jar target/presage(-full)?\\.jar");

	/** What is in the folder that they are run in, as in the root of the repository. */
	private static final List<String> ROOT = List.of("deploy", "docs");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext server;

	@SuppressWarnings("NullAway.Init")
	private static SimulatedNode node;

	@BeforeAll
	static void serve() throws IOException, InterruptedException {
		server = new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.intent.state=" + folder.resolve("intent.json"));
		List<AttachResponse> answers = new ArrayList<>();
		node = new SimulatedNode(new RanSimulator(RanConfig.of(2), 1), "localhost:" + addresses().grpcPort(),
				Clock.SYSTEM, new SimulatedNode.Listener() {

					@Override
					public void measured(int unit, float[] kpis) {
					}

					@Override
					public void answered(int unit, AttachResponse message) {
						synchronized (answers) {
							answers.add(message);
							answers.notifyAll();
						}
					}

				});
		Thread.ofVirtual().start(DocumentedCommandsTest::attach);
		synchronized (answers) {
			while (answers.size() < 100) {
				answers.wait();
			}
		}
		for (String name : ROOT) {
			Files.createSymbolicLink(folder.resolve(name), Path.of(name).toAbsolutePath());
		}
	}

	private static void attach() {
		try {
			node.run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static ServerAddresses addresses() {
		return server.getBean(ServerAddresses.class);
	}

	@AfterAll
	static void stop() {
		node.close();
		server.close();
	}

	private static List<String> blocks(Path page) {
		Matcher block = BLOCK.matcher(Shipped.text(page));
		List<String> blocks = new ArrayList<>();
		while (block.find()) {
			blocks.add(block.group(1));
		}
		return blocks;
	}

	static Stream<Path> pages() {
		return Shipped.pages().stream().filter((page) -> !blocks(page).isEmpty());
	}

	@Test
	void guideHasCommandsThatAreRun() {
		assertThat(pages()).contains(Path.of("README.md"), Path.of("docs/a1.md"), Path.of("docs/security.md"));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void commandsWork(Path page) throws IOException, InterruptedException {
		for (String block : blocks(page)) {
			run(block);
		}
	}

	private static void run(String block) throws IOException, InterruptedException {
		String commands = JAR.matcher(block)
			.replaceAll("presage")
			.replace("localhost:50051", "localhost:" + addresses().grpcPort())
			.replace("localhost:8080", "localhost:" + addresses().httpPort());
		Path script = Files.writeString(folder.resolve("run.sh"),
				"set -euo pipefail\npresage() { '" + ProcessHandle.current().info().command().orElseThrow()
						+ "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"
						+ " --sun-misc-unsafe-memory-access=allow " + "-cp \"$CLASSES\" org.presage.Presage \"$@\"; }\n"
						+ "curl() { command curl -fsS \"$@\"; }\n" + commands);
		Path out = folder.resolve("run.out");
		ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(out.toFile());
		builder.environment().put("CLASSES", System.getProperty("java.class.path"));
		Process process = builder.start();
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(commands).isTrue();
			assertThat(process.exitValue()).as(commands + "\n" + Files.readString(out)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
