/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.Clock;
import org.presage.control.CellIntent;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The disk has no room for a file that grows: a process of its own is limited in the size
 * of its files.
 */
class FullDiskTest {

	private static final int KEPT = 12_000;

	private static final int MOST_OCTETS = 2_000_000;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	/** Keeps decisions in the file, and prints how many were dropped. */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		Counter dropped = new SimpleMeterRegistry().counter("dropped");
		try (DecisionFile file = DecisionFile.open(Path.of(arguments[0]),
				RecordedSettings.json(ControlSettings.defaults()), Clock.SYSTEM, dropped)) {
			file.start();
			// Libraries are unpacked by now.
			new ProcessBuilder("prlimit", "--pid", Long.toString(ProcessHandle.current().pid()),
					"--fsize=" + MOST_OCTETS)
				.inheritIO()
				.start()
				.waitFor();
			for (int id = 1; id <= KEPT; id++) {
				KpiFrame frame = new KpiFrame(new CellId("node", "cell-" + id), id, 1000 + id, new float[12]);
				file.keep(new KeptDecision(1_700_000_000_123L, new Decision(id, frame, Outcome.STALE, Decision.UNKNOWN,
						null, "m", 1, 0, "x".repeat(id % 97) + id, null, CellIntent.NONE), null, 0));
				if (id % 200 == 0) {
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
				}
			}
		}
		System.out.println("dropped " + (long) dropped.count());
	}

	private String run(Path database) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData",
				"-Xmx256m", "-cp", System.getProperty("java.class.path"), FullDiskTest.class.getName(),
				database.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void everyDecisionIsInTheFileOrCounted() throws IOException, InterruptedException, SQLException {
		Path database = this.folder.resolve("full.duckdb");
		String output = run(database);
		long dropped = Long.parseLong(output.replaceAll("(?s).*dropped (\\d+)\\s*$", "$1"));
		assertThat(dropped).as(output).isBetween(1L, KEPT - 1L);
		assertThat(output.lines().filter((line) -> line.contains("ERROR"))).as("first failures").hasSizeBetween(1, 3);
		assertThat(output).contains("decisions are not kept until the file can be written");
		assertThat(Files.size(database)).isPositive();
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
				Statement statement = connection.createStatement()) {
			try (ResultSet rows = statement.executeQuery("SELECT count(*), count(DISTINCT id) FROM decisions")) {
				rows.next();
				assertThat(rows.getLong(1)).isEqualTo(KEPT - dropped);
				assertThat(rows.getLong(2)).isEqualTo(KEPT - dropped);
			}
			try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM decisions WHERE outcome <> 'STALE' OR "
					+ "cell <> 'cell-' || id OR detail <> repeat('x', (id % 97)::BIGINT) || id OR sequence <> id")) {
				rows.next();
				assertThat(rows.getLong(1)).as("rows that are not as they were kept").isZero();
			}
		}
	}

}
