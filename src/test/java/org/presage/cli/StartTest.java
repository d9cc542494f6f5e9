/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What a user sees when the server does not start. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private int serve(String... args) {
		String[] all = new String[args.length + 3];
		System.arraycopy(args, 0, all, 3, args.length);
		System.arraycopy(new String[] { "serve", "--http-port", "0" }, 0, all, 0, 3);
		return run(all);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"--presage.loop.budget=abc|presage.loop.budget: expected a duration such as 10ms or 2s, found \"abc\"",
			"presage.loop.bugdet=5ms"
					+ "|presage.loop.bugdet: expected a key of docs/configuration.md, found an unknown one in the"
					+ " command line. Did you mean presage.loop.budget?",
			"presage.action.max-prbs=0|presage.action.max-prbs: must be greater than or equal to 1, found 0",
			"presage.model.device=tpu|presage.model.device: expected one of [auto, cpu, cuda], found \"tpu\"",
			"presage.loop.threads=many|presage.loop.threads: expected a number, found \"many\"",
			"presage.security.plaintext=maybe|presage.security.plaintext: expected true or false, found \"maybe\"",
			"presage.replicas.count=2 presage.replicas.index=2|presage.replicas.index: expected 0 to 1",
			"presage.dialects=/none.yaml|presage.dialects: dialect: expected one of",
			"spring.grpc.server.port=x|spring.grpc.server.port: expected a number, found \"x\"",
			"server.servlet.session.timeout=x|server.servlet.session.timeout: expected a duration" })
	void wrongKeyIsOneLine(String line, CapturedOutput logged) {
		String[] parts = line.split("\\|");
		String[] args = (parts[0] + (parts[0].contains("server.port") ? "" : " spring.grpc.server.port=0")).split(" ");
		assertThat(serve(args)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: the server did not start: " + parts[1]).hasLineCount(1);
		assertThat(logged.getAll()).doesNotContain("FAILED TO START", "Exception", "profile");
	}

	@Test
	void severalWrongKeysAreToldTogether() {
		assertThat(serve("--grpc-port", "0", "presage.loop.bugdet=5ms", "presage.action.min-prbs=30",
				"presage.action.max-prbs=20", "presage.e2.mode=maybe"))
			.isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).hasLineCount(4)
			.contains("bugdet", "presage.action.max-prbs: expected at least", "presage.e2.mode: expected one of");
	}

	@Test
	void takenPortNamesItsKeyBeforeTheModelLoads(CapturedOutput logged) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(serve("--grpc-port", String.valueOf(taken.getLocalPort()))).isEqualTo(ExitCodes.INPUT);
			assertThat(this.err.toString()).hasLineCount(1)
				.contains("spring.grpc.server.port", String.valueOf(taken.getLocalPort()));
			assertThat(logged.getAll()).doesNotContain("serving with model");
		}
	}

	@Test
	void configurationFileIsNamedWithLine() throws IOException {
		Path file = this.folder.resolve("p.yaml");
		assertThat(serve("--grpc-port", "0", "--config", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.contains("--config " + file + ": expected a YAML file that can be read, found none");
		assertThat(serve("--grpc-port", "0", "--config", this.folder.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("found a folder");
		Files.writeString(file, "presage:\n  loop: [unfinished\n");
		assertThat(serve("--grpc-port", "0", "--config", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("--config " + file + ": line 3, column 1: expected YAML");
		Files.writeString(file, "presage:\n  loop:\n    budget: 5ms\n    budget: 6ms\n");
		assertThat(serve("--grpc-port", "0", "--config", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("found duplicate key budget");
		Files.writeString(file, "presage:\n  loop:\n    bugdet: 5ms\n");
		assertThat(serve("--grpc-port", "0", "--config", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("an unknown one in p.yaml, line 3. Did you mean presage.loop.budget?")
			.hasLineCount(5);
	}

	/** Each search for the key that was meant takes time. */
	@Test
	@Timeout(60)
	void manyUnknownKeysAreNamedInPart() throws IOException {
		StringBuilder keys = new StringBuilder("presage:\n");
		for (int i = 0; i < 20_000; i++) {
			keys.append("  k").append(i).append(": 1\n");
		}
		Path file = Files.writeString(this.folder.resolve("keys.yaml"), keys);
		assertThat(serve("--grpc-port", "0", "--config", file.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).hasLineCount(22)
			.contains("found more than 20 unknown ones. Is it the right file?");
	}

	@Test
	void fileOfWhichAliasesStandForTooMuchIsRefusedWhereverSpringReadsIt() throws IOException {
		StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
		for (int i = 1; i < 40; i++) {
			bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
		}
		Path file = Files.writeString(this.folder.resolve("application.yaml"), bomb);
		assertThat(serve("--grpc-port", "0", "--config", file.toString())).isEqualTo(ExitCodes.INPUT);
		for (String location : List.of("additional-location=optional:file:" + file,
				"additional-location=" + this.folder, "import=file:" + file)) {
			assertThat(serve("--grpc-port", "0", "spring.config." + location)).isEqualTo(ExitCodes.INPUT);
		}
		assertThat(this.err.toString().lines()).hasSize(4)
			.allSatisfy(
					(line) -> assertThat(line).contains(file + ": line 15, column 22: a14: expected at most 100000"));
	}

	@Test
	void keyThatComesTwiceIsRefused() {
		assertThat(serve("--grpc-port", "0", "spring.grpc.server.port=7")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.contains("spring.grpc.server.port: expected one value on the command line, found 7 and 0");
	}

	@Test
	void misspeltOptionIsRefusedWithTheLikelyOne() {
		assertThat(serve("--grpc-prot", "7")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString())
			.contains("presage: serve: expected one of its options, found --grpc-prot. Did you mean --grpc-port?");
	}

}
