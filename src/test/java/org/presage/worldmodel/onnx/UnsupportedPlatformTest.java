/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;

import static org.assertj.core.api.Assertions.assertThat;

/** A model on a machine for which ONNX Runtime has no library: a JVM of its own. */
class UnsupportedPlatformTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	/** What that JVM runs. */
	static final class Load {

		private Load() {
		}

		public static void main(String[] args) {
			try {
				OnnxWorldModel.load(TestModels.random("m", 1)).close();
			}
			catch (ModelException ex) {
				System.out.println("refused: " + ex.getMessage());
			}
		}

	}

	@Test
	void loadingNamesTheSupportedPlatformsInOneLine() throws IOException, InterruptedException {
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
				"-Dos.arch=riscv64", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
				Load.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		List<String> refused = Files.readAllLines(output)
			.stream()
			.filter((line) -> line.startsWith("refused: "))
			.toList();
		assertThat(refused).singleElement()
			.asString()
			.startsWith("refused: ONNX Runtime: expected its native library for linux riscv64, found none that loads (")
			.endsWith("); use one of linux x86_64, linux aarch64, macOS arm64");
	}

}
