/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.api.v1.PrbDecision;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelPackage;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code presage plan} as a user calls it. */
class PlanCommandTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	/** The last decision of {@link #file}: planned. */
	private static long id;

	/** The one before it in the same cell: held, because the window was not full. */
	private static long heldId;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private static Path model() {
		return folder.resolve("model.presage");
	}

	private static Path file() {
		return folder.resolve("decisions.duckdb");
	}

	@BeforeAll
	static void decide() throws InterruptedException {
		TestModels.random("m", 1).write(model());
		try (AuditedServer server = new AuditedServer(file(), "--presage.model.path=" + model(),
				"--presage.loop.budget=1s")) {
			id = decide(server);
		}
	}

	/** One cell until its first plan. */
	private static long decide(AuditedServer server) throws InterruptedException {
		long last = 0;
		for (int round = 1; round <= TestModels.WINDOW; round++) {
			heldId = last;
			last = server.report(AuditedServer.reports(round).subList(0, 1)).getFirst().getDecisionId();
		}
		return last;
	}

	private int run(String... args) {
		this.out.getBuffer().setLength(0);
		this.err.getBuffer().setLength(0);
		return PresageCommand.line()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(args);
	}

	private String refusal(String... args) {
		assertThat(run(args)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: ").hasLineCount(1);
		return this.err.toString();
	}

	@Test
	void commandShowsBoth() throws IOException {
		Path json = folder.resolve("replay.json");
		assertThat(run("plan", "--replay", Long.toString(id), "--audit", file().toString(), "--run", "1", "--model",
				model().toString(), "--json", json.toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString())
			.contains("decision " + id + " of run 1 in " + file(), "PLANNED", "hold score", "  SINR", "  chance",
					"the same, bit for bit")
			.doesNotContain("DIFFERENT");
		JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(result.at("/same").asBoolean()).isTrue();
		assertThat(result.at("/recorded")).isEqualTo(result.at("/replayed"));
		assertThat(result.at("/replayed/terms/SINR").isNumber()).isTrue();
		assertThat(result.at("/window_sha256").asString()).hasSize(64);
	}

	@Test
	void heldDecisionIsToldWithItsReason() {
		assertThat(run("plan", "--replay", Long.toString(heldId), "--audit", file().toString())).isZero();
		assertThat(this.out.toString()).contains("WARMING_UP", "4 of 5 frames", "nothing was planned");
	}

	@Test
	void runningServerIsAsked() throws InterruptedException {
		try (AuditedServer server = new AuditedServer(folder.resolve("live.duckdb"), "--presage.model.path=" + model(),
				"--presage.loop.budget=1s", "--presage.audit.ring=2")) {
			long newest = decide(server);
			assertThat(run("plan", "--replay", Long.toString(newest), "--target", server.target(), "--model",
					model().toString()))
				.as(this.err.toString())
				.isZero();
			assertThat(this.out.toString()).contains("of " + server.target(), "the same, bit for bit");
			assertThat(refusal("plan", "--replay", "1", "--target", server.target()))
				.contains("NOT_FOUND: decision_id: expected one of the newest 2 (presage.audit.ring), found 1");
			assertThat(refusal("plan", "--replay", "1", "--target", server.target(), "--run", "1"))
				.contains("--run: expected with --audit");
		}
	}

	@Test
	void decisionUnderAPolicyIsMadeAgain() throws IOException, InterruptedException {
		Path audit = folder.resolve("policies.duckdb");
		Path policy = Files.writeString(folder.resolve("few.yaml"),
				"{scope: {network: true}, prbs: {max: 9}, reward_weights: {PRBs: 3}, risk: 2, mode: advisory}");
		PrbDecision last = PrbDecision.getDefaultInstance();
		try (AuditedServer server = new AuditedServer(audit, "--presage.model.path=" + model(),
				"--presage.loop.budget=1s", "--presage.intent.file=" + policy)) {
			for (int round = 1; round <= TestModels.WINDOW; round++) {
				last = server.report(AuditedServer.reports(round).subList(0, 1)).getFirst();
			}
			assertThat(run("plan", "--replay", Long.toString(last.getDecisionId()), "--target", server.target(),
					"--model", model().toString()))
				.as(this.err.toString())
				.isZero();
			assertThat(this.out.toString()).contains("under policies few", "the same, bit for bit");
		}
		assertThat(last.getPlanList()).startsWith(9).allMatch((prbs) -> prbs <= 9);
		assertThat(last.hasPrbs()).as("nothing to carry out").isFalse();
		assertThat(last.getAdvisory()).isTrue();
		assertThat(last.getPoliciesList()).containsExactly("few");
		assertThat(run("plan", "--replay", Long.toString(last.getDecisionId()), "--audit", audit.toString(), "--model",
				model().toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("under policies few", "the same, bit for bit");
	}

	@Test
	void serverThatKeepsNoneSaysSo() {
		try (AuditedServer server = new AuditedServer(folder.resolve("none.duckdb"), "--presage.audit.ring=0")) {
			assertThat(refusal("plan", "--replay", "1", "--target", server.target()))
				.contains("FAILED_PRECONDITION: presage.audit.ring: expected above 0 on this server, found 0");
		}
	}

	/** A copy of the file, changed by somebody. */
	private static Path tampered(String name, String update, Object value) throws IOException, SQLException {
		Path copy = Files.copy(file(), folder.resolve(name));
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + copy);
				PreparedStatement statement = connection.prepareStatement(update)) {
			statement.setObject(1, value);
			statement.execute();
		}
		return copy;
	}

	private static byte[] windows() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT windows FROM decisions WHERE id = " + id)) {
			rows.next();
			return rows.getBytes(1);
		}
	}

	@Test
	void changedRecordIsFound() throws IOException, SQLException {
		byte[] windows = windows();
		windows[17] ^= 1;
		Path window = tampered("window.duckdb", "UPDATE decisions SET windows = ? WHERE id = " + id, windows);
		assertThat(refusal("plan", "--replay", Long.toString(id), "--audit", window.toString(), "--model",
				model().toString()))
			.contains("window of decision " + id + ": expected the recorded one with SHA-256 ");
		Path score = tampered("score.duckdb", "UPDATE decisions SET score = score + ? WHERE id = " + id, 1e-9);
		assertThat(
				run("plan", "--replay", Long.toString(id), "--audit", score.toString(), "--model", model().toString()))
			.isEqualTo(ExitCodes.FAILURE);
		assertThat(this.out.toString()).containsOnlyOnce("DIFFERENT").contains("NOT the same");
		Path inForce = tampered("in-force.duckdb", "UPDATE decisions SET in_force = [?::FLOAT] WHERE id = " + id, 3f);
		assertThat(run("plan", "--replay", Long.toString(id), "--audit", inForce.toString(), "--model",
				model().toString()))
			.isNotEqualTo(ExitCodes.OK);
	}

	@Test
	void wrongInputIsToldInOneLine() {
		String planned = Long.toString(id);
		String audit = file().toString();
		TestModels.random("other", 2).write(folder.resolve("other.presage"));
		TestModels.random("m", 2).write(folder.resolve("namesake.presage"));
		assertThat(refusal("plan", "--replay", planned, "--audit", audit, "--model",
				folder.resolve("other.presage").toString()))
			.contains("model: expected version m, which decided, found version other");
		assertThat(refusal("plan", "--replay", planned, "--audit", audit, "--model",
				folder.resolve("namesake.presage").toString()))
			.contains("model m: SHA-256 of encode.onnx: expected ");
		TestModels.proposing(ModelPackage.read(model()), 3, 5).write(folder.resolve("proposing.presage"));
		assertThat(refusal("plan", "--replay", planned, "--audit", audit, "--model",
				folder.resolve("proposing.presage").toString()))
			.contains("model m: SHA-256 of propose.onnx: expected none, as in the package that decided, found ");
		assertThat(refusal("plan", "--replay", "999999", "--audit", audit))
			.contains("decision of run 1: expected one of ")
			.contains("found 999999");
		assertThat(refusal("plan", "--replay", planned, "--audit", audit, "--run", "9"))
			.contains("run: expected 1 to 1, found 9");
		assertThat(refusal("plan", "--replay", planned)).contains("expected --audit or --target, found neither");
		assertThat(refusal("plan", "--replay", planned, "--audit", audit, "--target", "x:1")).contains("found both");
		assertThat(refusal("plan", "--replay", planned, "--target", "localhost:1"))
			.contains("localhost:1: expected a running xApp");
	}

	@Test
	void fileThatAnotherProgramHoldsStopsTheStart() throws IOException {
		Path held = folder.resolve("held.duckdb");
		Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED", FileHolder.class.getName(),
				held.toString())
			.redirectErrorStream(true)
			.start();
		try {
			assertThat(other.inputReader().readLine()).isEqualTo(FileHolder.READY);
			assertThat(refusal("serve", "--grpc-port", "0", "--http-port", "0", "presage.audit.file=" + held)).contains(
					"the server did not start: presage.audit.file: " + held, "Could not set lock",
					"PID " + other.pid());
		}
		finally {
			other.destroy();
		}
	}

	/** Holds a DuckDB file until it is asked to end. */
	static final class FileHolder {

		static final String READY = "held";

		private FileHolder() {
		}

		public static void main(String[] args) throws SQLException, IOException {
			try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
				System.out.println(connection.isClosed() ? "closed" : READY);
				System.in.read();
			}
		}

	}

}
