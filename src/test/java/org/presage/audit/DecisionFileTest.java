/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import org.presage.base.InvalidInputException;
import org.presage.control.CellIntent;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.KpiLimit;
import org.presage.control.PlanInputs;
import org.presage.control.PrbBounds;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A real DuckDB file: what goes in comes out, and what cannot go in stops nobody. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class DecisionFileTest {

	private static final String SETTINGS = RecordedSettings.json(ControlSettings.defaults());

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final ManualClock clock = new ManualClock();

	private final Counter dropped = new SimpleMeterRegistry().counter("dropped");

	private DecisionFile open(Path path, int capacity) {
		return DecisionFile.open(path, SETTINGS, this.clock, this.dropped, capacity);
	}

	private static KpiFrame frame(long sequence) {
		return new KpiFrame(new CellId("node", "cell", "1-000001"), sequence, 1000 + sequence,
				new float[] { 1.5f, Float.NaN, Float.NaN, Float.MIN_VALUE });
	}

	private static KeptDecision held(long id) {
		return new KeptDecision(1_700_000_000_123L, new Decision(id, frame(id), Outcome.WARMING_UP, Decision.UNKNOWN,
				null, "m", 12_345, 0, "it's \"early\"", null, CellIntent.NONE), null, 0);
	}

	private static KeptDecision planned(long id) {
		CellIntent intent = new CellIntent(List.of("night", "a \"quoted\" one"), new PrbBounds(null, 20, null),
				new PrbBounds(2, 9, 3), Map.of("SINR", Math.nextUp(0.1)),
				List.of(new KpiLimit("Delay", null, 1.0 / 3, 0.05)), 0.7, 8_000_000L, true);
		Decision.PlanForecast forecast = new Decision.PlanForecast(new int[] { 7, 8, 9 }, Math.nextUp(0.1), Double.NaN,
				TestModels.schema(), new float[9], new float[9], new float[9], new float[9],
				new double[] { 1e-300, -0.0, 1.0 / 3, 0, 0, 0, 0, 0 }, 64, List.of(), List.of("Delay"));
		PlanInputs inputs = new PlanInputs(Map.of("encode.onnx", "ab", "imagine.onnx", "cd"),
				List.of("1-000001", "1-000002"), new float[] { Float.NaN, 1, Math.nextUp(2f), -0f },
				new float[] { Float.NaN, 20 }, null, List.of(new ActionSpace(1, 30, 4), new ActionSpace(0, 51, 0)), 51,
				3, 4, 2, List.of(CellIntent.NONE, intent), new float[] { Math.nextUp(0.5f), -0f, Float.MIN_VALUE },
				new float[] { 0.25f, Math.nextDown(1f), 1 }, new float[] { 0.125f, 0 });
		return new KeptDecision(1_700_000_000_123L,
				new Decision(id, frame(id), Outcome.PLANNED, 7, forecast, "m", 12_345, 3, "", null, intent), inputs, 1);
	}

	@Test
	void whatGoesInComesOutBitForBit() {
		Path path = this.folder.resolve("a.duckdb");
		try (DecisionFile file = open(path, 10)) {
			file.keep(held(1));
			file.keep(planned(2));
			file.start();
		}
		RecordedDecision first = RecordedDecision.read(path, null, 1);
		assertThat(first.source()).isEqualTo("run 1 in " + path);
		assertThat(first.settings()).isEqualTo(SETTINGS);
		assertThat(first.record().frame().values()).isEqualTo(frame(1).values());
		assertThat(first.record()).usingRecursiveComparison()
			.ignoringFields("frame.values")
			.isEqualTo(new AuditRecord(1, 1_700_000_000_123L, frame(1), Outcome.WARMING_UP, Decision.UNKNOWN, "m",
					12_345, "it's \"early\"", List.of(), null));
		assertThat(RecordedDecision.read(path, 1L, 2).record().policies()).containsExactly("night", "a \"quoted\" one");
		AuditRecord.Planned plan = Objects.requireNonNull(RecordedDecision.read(path, 1L, 2).record().plan());
		KeptDecision kept = planned(2);
		PlanInputs inputs = Objects.requireNonNull(kept.inputs());
		assertThat(plan.inputs()).usingRecursiveComparison().ignoringFields("windows", "inForce").isEqualTo(inputs);
		assertThat(plan.inputs().intents()).isEqualTo(inputs.intents());
		assertThat(plan.inputs().intents().getFirst()).as("nobody wants anything").isSameAs(CellIntent.NONE);
		assertThat(plan.inputs().windows()).isEqualTo(inputs.windows());
		assertThat(plan.inputs().inForce()).isEqualTo(inputs.inForce());
		assertThat(plan.inputs().previous()).isNull();
		assertThat(plan.inputs().inForce()[0]).isNaN();
		assertThat(Float.floatToRawIntBits(plan.inputs().windows()[3])).isEqualTo(Float.floatToRawIntBits(-0f));
		assertThat(plan.slice()).isEqualTo(1);
		assertThat(plan.score()).isEqualTo(Math.nextUp(0.1));
		assertThat(plan.holdScore()).isNaN();
		assertThat(plan.actions()).containsExactly(7, 8, 9);
		assertThat(plan.terms()).isEqualTo(Objects.requireNonNull(kept.decision().forecast()).terms());
		assertThat(plan.rollouts()).isEqualTo(64);
	}

	@Test
	void eachStartIsARunOfItsOwn() {
		Path path = this.folder.resolve("b.duckdb");
		for (int run = 1; run <= 2; run++) {
			try (DecisionFile file = open(path, 10)) {
				file.start();
				file.keep((run == 1) ? held(5) : planned(5));
			}
		}
		assertThat(RecordedDecision.read(path, 1L, 5).record().outcome()).isEqualTo(Outcome.WARMING_UP);
		assertThat(RecordedDecision.read(path, null, 5).record().outcome()).isEqualTo(Outcome.PLANNED);
		assertThatThrownBy(() -> RecordedDecision.read(path, 3L, 5)).isInstanceOf(InvalidInputException.class)
			.hasMessage(path + ": run: expected 1 to 2, found 3");
		assertThatThrownBy(() -> RecordedDecision.read(path, null, 6))
			.hasMessage(path + ": decision of run 2: expected one of 1 from 5 to 5, found 6");
		try (DecisionFile file = open(path, 10)) {
			file.start();
		}
		assertThatThrownBy(() -> RecordedDecision.read(path, null, 6)).hasMessage(
				path + ": decision of run 3: expected the number of a decision of this run, which has none, found 6");
	}

	@Test
	void fullQueueDropsAndCountsAndBlocksNobody() {
		Path path = this.folder.resolve("c.duckdb");
		try (DecisionFile file = open(path, 3)) {
			for (int id = 1; id <= 10; id++) {
				// Nobody writes yet: who waited here would wait for ever.
				file.keep(held(id));
			}
			assertThat(this.dropped.count()).isEqualTo(7);
			file.start();
		}
		assertThat(RecordedDecision.read(path, null, 3).record().id()).isEqualTo(3);
		assertThatThrownBy(() -> RecordedDecision.read(path, null, 4)).hasMessageContaining("one of 3 from 1 to 3");
	}

	@Test
	void fileThatBreaksCostsDecisionsButNotTheLoop() throws SQLException {
		Path path = this.folder.resolve("d.duckdb");
		try (DecisionFile file = open(path, 1000)) {
			file.start();
			try (Connection other = DriverManager.getConnection("jdbc:duckdb:" + path);
					Statement statement = other.createStatement()) {
				statement.execute("DROP TABLE decisions");
			}
			long lost = 0;
			for (; this.dropped.count() == 0; lost++) {
				file.keep(held(1));
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
			}
			assertThat(this.dropped.count()).isBetween(1.0, (double) lost);
			file.keep(planned(77));
		}
		assertThat(RecordedDecision.read(path, null, 77).source()).as("it was re-created").startsWith("run 1 in");
	}

	private static void awaitFile(Path path) throws InterruptedException {
		for (int i = 0; i < 600 && !Files.exists(path); i++) {
			Thread.sleep(50);
		}
		assertThat(path).exists();
	}

	/** As logrotate does. */
	@Test
	@DisabledOnOs(OS.WINDOWS)
	void renamedFileIsClosedAndANewOneBegun(CapturedOutput output) throws IOException, InterruptedException {
		Path path = this.folder.resolve("e.duckdb");
		Path renamed = this.folder.resolve("e.duckdb.1");
		try (DecisionFile file = open(path, 1000)) {
			long empty = logged(path);
			file.start();
			file.keep(planned(1));
			while (logged(path) <= empty) {
				Thread.sleep(20);
			}
			Files.move(path, renamed);
			awaitFile(path);
			file.keep(planned(2));
		}
		assertThat(RecordedDecision.read(renamed, null, 1).record().id()).isEqualTo(1);
		assertThat(RecordedDecision.read(path, 1L, 2).settings()).isEqualTo(SETTINGS);
		assertThat(this.dropped.count()).isZero();
		assertThat(output.getAll().lines().filter((line) -> line.contains(path + " was removed, renamed or replaced")))
			.hasSize(1);
	}

	/** Octets of its log, which decisions make grow. */
	private static long logged(Path path) throws IOException {
		Path log = Path.of(path + ".wal");
		return Files.exists(log) ? Files.size(log) : 0;
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void decisionsAfterARemovalAreInANewFile() throws IOException, InterruptedException {
		Path path = this.folder.resolve("f.duckdb");
		try (DecisionFile file = open(path, 1000)) {
			file.start();
			file.keep(planned(1));
			Files.delete(path);
			Files.deleteIfExists(Path.of(path + ".wal"));
			file.keep(planned(2));
			awaitFile(path);
			file.keep(planned(3));
		}
		assertThat(RecordedDecision.read(path, null, 3).record().id()).isEqualTo(3);
		assertThat(this.dropped.count()).isZero();
	}

	@Test
	void fileThatCannotBeUsedIsToldInOneLine() throws IOException, SQLException {
		Path broken = Files.writeString(this.folder.resolve("broken.duckdb"), "this is no database at all");
		assertThatThrownBy(() -> open(broken, 1)).isInstanceOf(InvalidInputException.class)
			.hasMessageStartingWith(broken + ": expected a database")
			.hasMessageContaining("not a valid DuckDB database")
			.message()
			.hasLineCount(1);
		Path foreign = this.folder.resolve("foreign.duckdb");
		try (Connection other = DriverManager.getConnection("jdbc:duckdb:" + foreign);
				Statement statement = other.createStatement()) {
			statement.execute("CREATE TABLE decisions (who VARCHAR)");
		}
		assertThatThrownBy(() -> open(foreign, 1))
			.hasMessageContaining("table decisions: expected run BIGINT, id BIGINT")
			.hasMessageEndingWith("found who VARCHAR");
		assertThatThrownBy(() -> open(this.folder.resolve("no/such/folder.duckdb"), 1))
			.hasMessageContaining("Cannot open file");
		assertThatThrownBy(() -> RecordedDecision.read(this.folder.resolve("none"), null, 1))
			.hasMessageEndingWith("none: expected a file, found none");
	}

}
