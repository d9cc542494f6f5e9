/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.Presage;
import org.presage.worldmodel.net.Architectures;

import static org.assertj.core.api.Assertions.assertThat;

/** The check of a GPU, on the processor: what it reports, and how it ends. */
@EnabledOnOs(OS.LINUX)
class GpuCheckTest {

	private static final Path SCRIPT = Path.of("deploy/gpu/check.sh").toAbsolutePath();

	private static final String CLASS_PATH = Arrays
		.stream(System.getProperty("java.class.path").split(File.pathSeparator))
		.filter((entry) -> !entry.endsWith("test-classes"))
		.map((entry) -> Path.of(entry).toAbsolutePath().toString())
		.collect(Collectors.joining(File.pathSeparator));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private int exit;

	private String run(String program, String... options) throws IOException, InterruptedException {
		Path launcher = this.folder.resolve("presage");
		Files.writeString(launcher, "#!/bin/sh\n" + program + "\n");
		assertThat(launcher.toFile().setExecutable(true)).isTrue();
		List<String> line = new ArrayList<>(List.of(SCRIPT.toString()));
		line.addAll(List.of(options));
		Path out = this.folder.resolve("out");
		ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile())
			.redirectError(this.folder.resolve("err").toFile());
		builder.environment().put("RUN", launcher.toString());
		this.exit = builder.start().waitFor();
		return Files.readString(out);
	}

	private String err() throws IOException {
		return Files.readString(this.folder.resolve("err"));
	}

	@Test
	void quickCheckOfTheProcessorReportsAll() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		JsonNode found = JsonMapper.shared()
			.readTree(
					run("exec " + java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED "
							+ "--sun-misc-unsafe-memory-access=allow -cp '" + CLASS_PATH + "' "
							+ Presage.class.getName() + " \"$@\"", "--cpu", "--quick"));
		assertThat(this.exit).as(err()).isZero();
		assertThat(found.path("device").asString()).isEqualTo("cpu");
		assertThat(found.path("product_gflops").asDouble()).isPositive();
		assertThat(found.path("parity").path("same").asBoolean()).isTrue();
		assertThat(
				found.path("parity").path("parity").valueStream().map((each) -> each.path("architecture").asString()))
			.containsAll(Architectures.names())
			.hasSize(Architectures.names().size() + 1);
		assertThat(found.path("planner").valueStream().map((each) -> each.path("cells_per_call").asInt()))
			.containsExactly(1, 32);
		assertThat(found.path("scale").path(0).path("points").path(0).path("regret_mean").isNumber()).isTrue();
		assertThat(found.path("fell_back").asBoolean()).as("this build has no GPU").isTrue();
		assertThat(found.path("cards").isNull()).isTrue();
	}

	@Test
	void stepThatFailsIsReported() throws Exception {
		JsonNode found = JsonMapper.shared().readTree(run("echo broken; exit 1", "--cpu", "--quick"));
		assertThat(this.exit).isEqualTo(1);
		assertThat(found.path("exit_code").asInt()).isEqualTo(1);
		assertThat(found.path("parity").isNull()).isTrue();
		assertThat(err()).contains("parity: exit code 1", "broken");
	}

	@Test
	void saysThatNoDeviceWasFound() throws Exception {
		String answer = "while [ \"$1\" != --json ]; do shift; done; "
				+ "echo '{\"device\": \"cpu\", \"fell_back\": true}' > \"$2\"";
		JsonNode found = JsonMapper.shared().readTree(run(answer, "--quick"));
		assertThat(this.exit).isEqualTo(4);
		assertThat(found.path("asked").asString()).isEqualTo("cuda");
		assertThat(err()).contains("no device was found");
	}

	@Test
	void unknownOptionIsRefused() throws Exception {
		assertThat(run("exit 0", "--gpu")).isEmpty();
		assertThat(this.exit).isEqualTo(2);
		assertThat(err()).contains("expected --cpu or --quick, found --gpu");
	}

}
