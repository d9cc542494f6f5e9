/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said where a native library is missing. */
class PlatformTest {

	private static final Throwable FAILURE = new ExceptionInInitializerError(
			new UnsatisfiedLinkError("no x in java.library.path\nand more"));

	@ParameterizedTest
	@CsvSource({ "Linux, amd64, linux x86_64", "Linux, aarch64, linux aarch64", "Mac OS X, aarch64, macOS arm64",
			"Linux, riscv64, linux riscv64", "Windows 11, amd64, Windows 11 x86_64" })
	void propertiesOfTheJvmNameThePlatform(String name, String arch, String expected) {
		assertThat(Platform.of(name, arch)).hasToString(expected);
	}

	@Test
	void missingLibraryNamesTheRemedyInOneLine() {
		assertThat(Platform.of("Linux", "aarch64").missing("PyTorch", "build it there", FAILURE)).hasMessage(
				"PyTorch: expected its native library for linux aarch64, found none that loads (no x in java.library.path); "
						+ "build it there");
	}

	@Test
	void unsupportedPlatformNamesTheSupportedOnesInOneLine() {
		assertThat(Platform.of("Linux", "riscv64").missing("ONNX Runtime", "unused", FAILURE))
			.hasMessage("ONNX Runtime: expected its native library for linux riscv64, found none that loads "
					+ "(no x in java.library.path); use one of linux x86_64, linux aarch64, macOS arm64");
	}

	/**
	 * Each has a profile in pom.xml, which names its libraries; the enforcer names all.
	 */
	@Test
	void buildHasAProfileForEachPlatform() throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		List<String> profiles = Pattern.compile("<id>((?:linux|macos)-\\w+)</id>")
			.matcher(pom)
			.results()
			.map((profile) -> profile.group(1))
			.toList();
		assertThat(profiles).containsExactlyElementsOf(Platform.SUPPORTED.stream()
			.map((platform) -> platform.toString().toLowerCase(Locale.ROOT).replace(' ', '-'))
			.toList());
		assertThat(pom).contains("platform: expected linux x86_64, linux aarch64 or macOS arm64, found");
	}

}
