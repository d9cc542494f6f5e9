/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the control group of this process may use, by its files as Linux documents them in
 * admin-guide/cgroup-v2 and cgroup-v1/memory, sched-bwc.
 *
 * @param root of the file system that they are in, {@code /sys/fs/cgroup}
 */
record Container(Path root) {

	/** A limit that is larger than any machine is none. */
	private static final long NONE = 1L << 60;

	/** Processors, perhaps not whole; empty without a quota. */
	OptionalDouble processors() {
		String[] v2 = text("cpu.max").split(" ");
		if (v2.length == 2 && v2[0].matches("\\d+")) {
			return OptionalDouble.of(Double.parseDouble(v2[0]) / Double.parseDouble(v2[1]));
		}
		String quota = text("cpu/cpu.cfs_quota_us");
		String period = text("cpu/cpu.cfs_period_us");
		return (quota.matches("\\d+") && period.matches("\\d+"))
				? OptionalDouble.of(Double.parseDouble(quota) / Double.parseDouble(period)) : OptionalDouble.empty();
	}

	/** Periods in which it had to wait for the next one. */
	long throttled() {
		String stat = text("cpu.stat");
		return (stat.isEmpty() ? text("cpu/cpu.stat") : stat).lines()
			.filter((line) -> line.matches("nr_throttled \\d+"))
			.mapToLong((line) -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
			.findFirst()
			.orElse(0);
	}

	/** Octets of memory; empty without a limit. */
	OptionalLong memory() {
		String v2 = text("memory.max");
		String text = v2.isEmpty() ? text("memory/memory.limit_in_bytes") : v2;
		return (text.matches("\\d{1,18}") && Long.parseLong(text) < NONE) ? OptionalLong.of(Long.parseLong(text))
				: OptionalLong.empty();
	}

	private String text(String file) {
		try {
			return Files.readString(this.root.resolve(file)).strip();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
