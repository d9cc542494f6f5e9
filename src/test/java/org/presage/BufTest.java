/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The gRPC API by buf: its STANDARD lint, and compatibility with the last release. */
class BufTest {

	private static final String NO_TOOL = "buf is not on the PATH (npm package @bufbuild/buf-linux-x64); "
			+ "the gRPC API was not linted and not compared with the last release";

	@SuppressWarnings("NullAway.Init")
	private static Path buf;

	@BeforeAll
	static void find() {
		Optional<Path> tool = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "buf"))
			.filter(Files::isExecutable)
			.findFirst();
		if (tool.isEmpty()) {
			System.out.println(NO_TOOL);
		}
		Assumptions.assumeTrue(tool.isPresent(), NO_TOOL);
		buf = tool.orElseThrow();
	}

	/** What it prints in a folder; empty if it agrees. */
	private static String buf(Path folder, String... arguments) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of(buf.toString()));
		line.addAll(List.of(arguments));
		Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor() == 0).as(printed).isEqualTo(printed.isEmpty());
		return printed;
	}

	/** The API with one text in the place of another. */
	private static String breaking(Path folder, String file, String text, String changed)
			throws IOException, InterruptedException {
		Path proto = folder.resolve("proto/presage/v1");
		Files.createDirectories(proto);
		Files.copy(Path.of("buf.yaml"), folder.resolve("buf.yaml"));
		try (Stream<Path> files = Files.list(Path.of("proto/presage/v1"))) {
			for (Path each : files.toList()) {
				Files.copy(each, proto.resolve(each.getFileName()));
			}
		}
		String before = Files.readString(proto.resolve(file));
		assertThat(before).contains(text);
		Files.writeString(proto.resolve(file), before.replace(text, changed));
		return buf(folder, "breaking", "--against", Path.of("proto/released.binpb").toAbsolutePath().toString());
	}

	@Test
	void lints() throws IOException, InterruptedException {
		assertThat(buf(Path.of("."), "lint")).isEmpty();
	}

	@Test
	void breaksNoClientOfTheLastRelease() throws IOException, InterruptedException {
		assertThat(buf(Path.of("."), "breaking", "--against", "proto/released.binpb")).isEmpty();
	}

	@Test
	void findsFieldOfAnotherType(@TempDir Path folder) throws IOException, InterruptedException {
		assertThat(breaking(folder, "control_loop.proto", "optional uint32 prbs = 8", "optional string prbs = 8"))
			.contains("PrbDecision")
			.contains("changed type");
	}

}
