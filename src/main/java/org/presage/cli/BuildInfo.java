/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

import picocli.CommandLine.IVersionProvider;

/** What was built, and the machine it runs on. */
final class BuildInfo implements IVersionProvider {

	private static final String UNKNOWN = "unknown";

	static String version() {
		return property("/META-INF/build-info.properties", "build.version");
	}

	static String commit() {
		return property("/git.properties", "git.commit.id.abbrev");
	}

	private static String property(String resource, String name) {
		Properties properties = new Properties();
		try (InputStream in = BuildInfo.class.getResourceAsStream(resource)) {
			if (in != null) {
				properties.load(in);
			}
		}
		catch (IOException ex) {
			return UNKNOWN;
		}
		return properties.getProperty(name, UNKNOWN);
	}

	@Override
	public String[] getVersion() {
		return new String[] { "presage " + version() + " (" + commit() + "), Java " + Runtime.version() };
	}

	/** The machine that this runs on. */
	static ResultHead.Machine machine() {
		return new ResultHead.Machine(cpu(), Runtime.getRuntime().availableProcessors(), memory());
	}

	private static String cpu() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch", UNKNOWN));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch", UNKNOWN);
		}
	}

	private static long memory() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system)
				? system.getTotalMemorySize() : 0;
	}

	/**
	 * Largest resident memory of this process so far in MiB; what the heap uses where the
	 * system does not tell.
	 */
	static long memoryMib() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
			return lines.filter((line) -> line.startsWith("VmHWM:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
				.findFirst()
				.orElse(heapMib());
		}
		catch (IOException ex) {
			return heapMib();
		}
	}

	private static long heapMib() {
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
	}

}
