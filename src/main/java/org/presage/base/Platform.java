/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An operating system and a processor, and what to do where a native library is missing.
 *
 * @param system {@code linux}, {@code macOS}, or the name that the JVM gives it
 * @param processor {@code x86_64}, {@code aarch64}, {@code arm64} as macOS calls it, or
 * the name that the JVM gives it
 */
public record Platform(String system, String processor) {

	/** Where Presage serves and trains; {@code pom.xml} has a profile for each. */
	public static final List<Platform> SUPPORTED = List.of(new Platform("linux", "x86_64"),
			new Platform("linux", "aarch64"), new Platform("macOS", "arm64"));

	/** What this JVM runs on. */
	public static Platform current() {
		return of(System.getProperty("os.name"), System.getProperty("os.arch"));
	}

	/**
	 * The platform of a JVM's properties.
	 * @param name value of {@code os.name}
	 * @param arch value of {@code os.arch}
	 */
	static Platform of(String name, String arch) {
		boolean mac = name.startsWith("Mac");
		String processor = switch (arch) {
			case "amd64", "x86_64" -> "x86_64";
			case "aarch64", "arm64" -> mac ? "arm64" : "aarch64";
			default -> arch;
		};
		return new Platform(mac ? "macOS" : name.equals("Linux") ? "linux" : name, processor);
	}

	/**
	 * Why a native library could not be loaded here, in one line with the remedy.
	 * @param library its name
	 * @param remedy what to do on a supported platform; a sentence without its full stop
	 * @param failure of the attempt to load it
	 */
	public InvalidInputException missing(String library, String remedy, Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
		String supported = SUPPORTED.stream().map(Platform::toString).collect(Collectors.joining(", "));
		return new InvalidInputException(library, "its native library for " + this,
				"none that loads (" + reason + "); " + (SUPPORTED.contains(this) ? remedy : "use one of " + supported),
				failure);
	}

	@Override
	public String toString() {
		return this.system + ' ' + this.processor;
	}

}
