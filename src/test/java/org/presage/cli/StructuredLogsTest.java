/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.kpi.CellId;
import org.presage.server.config.ServerLogging;
import org.presage.server.tracing.DecisionTraces;

import static org.assertj.core.api.Assertions.assertThat;

/** Logs that a collector can read, whatever is in them. */
class StructuredLogsTest {

	private static final JsonMapper JSON = JsonMapper.shared();

	@SpringBootConfiguration
	static class Nothing {

	}

	/** The program as it runs in a container: all that is on its standard output. */
	private static List<String> served(String... more) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
						System.getProperty("java.class.path"), "org.presage.Presage", "serve", "--grpc-port", "0",
						"--http-port", "0"));
		command.addAll(List.of(more));
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("PRESAGE_LOG_FORMAT", "ecs");
		Process process = builder.start();
		List<String> lines = new ArrayList<>();
		try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				lines.add(line);
				if (line.contains("serving gRPC")) {
					process.toHandle().destroy();
				}
			}
		}
		finally {
			process.destroyForcibly();
		}
		process.waitFor();
		return lines;
	}

	@Test
	void everyLineOfTheServerIsAnObject() throws IOException, InterruptedException {
		List<JsonNode> lines = served().stream().map(JSON::readTree).toList();
		assertThat(lines).hasSizeGreaterThan(1).allSatisfy((line) -> {
			assertThat(line.path("@timestamp").asString()).isNotEmpty();
			assertThat(line.path("log").path("level").asString()).isNotEmpty();
			assertThat(line.path("service").path("name").asString()).isEqualTo("presage");
			assertThat(line.path("ecs").path("version").asString()).isNotEmpty();
		});
		assertThat(lines).anySatisfy((line) -> {
			assertThat(line.path("message").asString()).startsWith("serving with model ");
			assertThat(line.at("/presage/model").asString()).isNotEmpty();
		});
	}

	@Test
	void whatDoesNotStartSaysSoInObjectsToo() throws IOException, InterruptedException {
		assertThat(served("presage.loop.budget=never")).isNotEmpty()
			.allSatisfy((line) -> assertThat(JSON.readTree(line).isObject()).isTrue());
	}

	/** Lines that are logged while the server's logging is as with these keys. */
	private static List<String> logged(Runnable logging, String... keys) throws JoranException {
		PrintStream before = System.out;
		ByteArrayOutputStream written = new ByteArrayOutputStream();
		SpringApplication application = new SpringApplication(Nothing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addListeners(new ServerLogging());
		System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
		try (ConfigurableApplicationContext context = application.run(keys)) {
			assertThat(context.isActive()).isTrue();
			logging.run();
		}
		finally {
			System.setOut(before);
			LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
			loggers.reset();
			JoranConfigurator restored = new JoranConfigurator();
			restored.setContext(loggers);
			restored.doConfigure(StructuredLogsTest.class.getResource("/logback.xml"));
		}
		return written.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private static void hostile() {
		Logger log = LoggerFactory.getLogger(StructuredLogsTest.class);
		log.atWarn()
			.addKeyValue(LogKeys.CELL, new CellId("gnb\n\"1\"", "c\u0000\u001b[31m\u2028\\", "1-000001"))
			.addKeyValue(LogKeys.DECISION, 4711L)
			.addKeyValue(LogKeys.MODEL, "v\r\n7")
			.setCause(new IllegalStateException("first\nsecond\t\u0007", new IOException("cause")))
			.log("two\nlines of {}", "{}\u0085\u0001 \ud800");
	}

	@Test
	void nothingInALineBreaksIt() throws JoranException {
		List<String> lines = logged(StructuredLogsTest::hostile, "--presage.log.format=ecs");
		List<JsonNode> ours = lines.stream()
			.map(JSON::readTree)
			.filter((line) -> line.path("message").asString().startsWith("two"))
			.toList();
		assertThat(ours).singleElement().satisfies((line) -> {
			assertThat(line.path("message").asString()).startsWith("two\nlines of {}\u0085\u0001");
			assertThat(line.at("/presage/cell").asString()).isEqualTo("gnb\n\"1\"/c\u0000\u001b[31m\u2028\\/1-000001");
			assertThat(line.at("/presage/decision").asLong()).isEqualTo(4711);
			assertThat(line.at("/presage/model").asString()).isEqualTo("v\r\n7");
			assertThat(line.at("/error/type").asString()).isEqualTo(IllegalStateException.class.getName());
			assertThat(line.at("/error/stack_trace").asString()).contains("first\nsecond", "StructuredLogsTest",
					"Caused by: java.io.IOException: cause");
		});
	}

	@Test
	void linesOfADecisionThatIsFollowedHaveItsTrace() throws JoranException {
		try (DecisionTraces traces = new DecisionTraces("http://127.0.0.1:1/v1/traces", Map.of(), 1, "i", Clock.SYSTEM,
				new SimpleMeterRegistry().counter("dropped"))) {
			assertThat(traces.follows(4711)).isTrue();
			assertThat(logged(StructuredLogsTest::hostile, "--presage.log.format=ecs")).map(JSON::readTree)
				.filteredOn((line) -> line.path("message").asString().startsWith("two"))
				.singleElement()
				.satisfies((line) -> assertThat(line.path("trace.id").asString()).hasSize(32)
					.isEqualTo(DecisionTraces.traceOf(4711)));
		}
	}

	@Test
	void forPeopleNothingIsOnTheStandardOutput() throws JoranException {
		assertThat(logged(StructuredLogsTest::hostile)).isEmpty();
	}

}
