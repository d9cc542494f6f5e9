/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import io.grpc.InsecureServerCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.Clock;
import org.presage.benchmark.E2Path;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.onos.OnosPeer;
import org.presage.sim.osc.OscRic;

import static org.assertj.core.api.Assertions.assertThat;

/** The doctor as a user calls it. */
class DoctorCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	/** With ports that are free for sure. */
	private int doctor(String... args) {
		String[] all = new String[args.length + 5];
		System.arraycopy(new String[] { "doctor", "--grpc-port", "0", "--http-port", "0" }, 0, all, 0, 5);
		System.arraycopy(args, 0, all, 5, args.length);
		return run(all);
	}

	@Test
	void defaultsAreWell() throws IOException {
		Path json = this.folder.resolve("doctor.json");
		assertThat(doctor("--json", json.toString(), "presage.loop.budget=1s")).as(this.out.toString()).isZero();
		assertThat(this.out.toString())
			.contains("ok    model          default-", "digests as its manifest says", "ONNX Runtime 1.28.0, on cpu",
					"encoding takes", "proposing", "imagining 16 plans", "0 failures")
			.doesNotContain("fail ");
		JsonNode report = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(report.path("ok").asBoolean()).isTrue();
		assertThat(report.path("version").asString()).isNotEmpty();
		List<String> checks = StreamSupport.stream(report.path("findings").spliterator(), false)
			.map((finding) -> finding.path("check").asString())
			.distinct()
			.toList();
		assertThat(checks).containsExactly("configuration", "model", "machine", "ports", "addresses", "certificates",
				"tokens", "clock", "directories");
	}

	@Test
	void keysWithASlipOfThePenAreToldWithWhatWasMeant() throws IOException {
		Path file = Files.writeString(this.folder.resolve("p.yaml"), """
				presage:
				  loop:
				    bugdet: 20ms
				    maxCells: 10
				  slices:
				    policies:
				      1-000001:
				        min-prbs: 2
				  reward:
				    weights:
				      SINR: 0.5
				""");
		assertThat(doctor("--config", file.toString(), "presage.budget=3ms")).isOne();
		assertThat(this.out.toString())
			.contains("presage.loop.bugdet: expected a key of", "in p.yaml, line 3",
					"presage.budget: expected a key of docs/configuration.md, found an unknown one in the command line",
					"Did you mean presage.loop.budget?")
			.doesNotContain("maxcells", "SINR: ", "1-000001")
			.contains("2 failures")
			.contains("ok    model");
	}

	@Test
	void valuesThatCannotBeAreToldTogether() {
		assertThat(doctor("presage.loop.budget=5s", "presage.planner.preset=fast", "presage.e2.mode=maybe")).isOne();
		assertThat(this.out.toString()).containsOnlyOnce("presage.loop.budget: must be shorter than")
			.contains("presage.planner.preset: expected one of [efficient,", "found \"fast\"",
					"presage.e2.mode: expected one of [advisory, active]")
			.contains("checks that depend on the configuration were skipped");
	}

	@Test
	void whatDoesNotGoTogetherIsTold() {
		assertThat(doctor("spring.grpc.server.address=0.0.0.0", "presage.dialects=/none.yaml")).isOne();
		assertThat(this.out.toString()).contains("fail  configuration  spring.grpc.server.address: expected a loopback",
				"/none.yaml");
	}

	@Test
	void aModelThatDoesNotServeIsTold() throws IOException {
		Path broken = Files.writeString(this.folder.resolve("m.presage"), "no zip");
		assertThat(doctor("--model", broken.toString())).isOne();
		assertThat(this.out.toString()).contains("fail  model", "expected a zip");
		assertThat(doctor("presage.loop.window-capacity=8", "presage.reward.weights.Nonsense=1",
				"presage.model.device=cuda"))
			.isOne();
		assertThat(this.out.toString()).contains("its window has 32 frames, 8 are kept",
				"presage.reward.weights.Nonsense: expected one of the model's KPIs",
				"on cpu although cuda is asked for");
	}

	@Test
	void policiesOfFilesAreRead() throws IOException {
		Path file = Files.writeString(this.folder.resolve("night.yaml"), "scope: {network: true}\nprbs: {max: 11}\n");
		String key = "presage.intent.file=" + file;
		String state = "presage.intent.state=" + this.folder.resolve("intent.json");
		assertThat(doctor(key, state)).as(this.out.toString()).isZero();
		assertThat(this.out.toString()).contains("1 policies of " + file + " can be met",
				"presage.intent.file: " + file + " can be read",
				"presage.intent.state: " + this.folder.resolve("intent.json") + " can be written");
		Files.writeString(file, "scope: {network: true}\nreward_weights: {Nonsense: 1}\n");
		assertThat(doctor(key, "presage.intent.state=/none/intent.json")).isOne();
		assertThat(this.out.toString()).contains("night: $.reward_weights.Nonsense: expected a KPI of the model",
				"presage.intent.state: /none/intent.json: /none is not there");
		Files.writeString(file, "scope: {network: true}\nprbs: {max: 0}\n");
		assertThat(doctor(key)).isOne();
		assertThat(this.out.toString()).contains("$.prbs.max: expected 1 or more, found 0: the server does not start");
	}

	@Test
	void aModelThatIsTooSlowIsTold() {
		assertThat(doctor("presage.loop.budget=1ms", "presage.planner.preset=published")).isOne();
		assertThat(this.out.toString()).contains("every decision would be late");
	}

	@Test
	void aRicIsConnectedToAndHearsNothing() throws IOException {
		E2Path path = E2Path.parse("presage:ccc");
		RanSimulator simulator = new RanSimulator(RanConfig.of(1), 1);
		try (OscRic ric = new OscRic(0, 0, KpmCell.of(simulator, path.dialect(), path.control()), Clock.SYSTEM)) {
			String[] keys = RicKeys.osc(ric, path, this.folder.resolve("state.json"))
				.entrySet()
				.stream()
				.map((key) -> key.getKey() + '=' + key.getValue())
				.toArray(String[]::new);
			assertThat(doctor(keys)).as(this.out.toString()).isZero();
			assertThat(this.out.toString()).contains("subscription manager at http://", "takes connections",
					"route manager at localhost:", "presage.osc.state", "s apart from the clock of http://");
			assertThat(ric.termination().subscriptions()).isEmpty();
			assertThat(ric.managers().registrations()).isEmpty();
			assertThat(Files.exists(this.folder.resolve("state.json"))).isFalse();
		}
	}

	@Test
	void nodesThatAreHeldAndWhatTheTopologyHasAreTold() throws IOException {
		Path held = Files.writeString(this.folder.resolve("held.json"), "{\"control n-7\": \"2026-11-29T10:00:00Z\"}");
		E2Path path = E2Path.parse("presage:ccc");
		RanSimulator simulator = new RanSimulator(RanConfig.of(1), 1);
		try (OnosPeer peer = new OnosPeer(0, InsecureServerCredentials.create(),
				KpmCell.of(simulator, path.dialect(), path.control()))) {
			String at = "localhost:" + peer.port();
			assertThat(doctor("presage.onos.target=" + at, "presage.onos.topo=" + at,
					"presage.onos.tls.verification=plaintext", "presage.e2.held-nodes=" + held))
				.as(this.out.toString())
				.isZero();
			assertThat(this.out.toString()).contains("n-7 is sent no control since 2026-11-29T10:00:00Z",
					"DELETE /api/v1/held-nodes?node=NODE", "presage-sim-0: 1 cells, ");
			assertThat(peer.transactions()).isEmpty();
		}
	}

	@Test
	void aRicThatIsAwayIsTold() {
		assertThat(doctor("presage.onos.target=nowhere.invalid:5150", "presage.onos.tls.verification=plaintext"))
			.isOne();
		assertThat(this.out.toString()).contains("fail  addresses      E2 termination at nowhere.invalid:5150");
	}

	@Test
	void whatCannotBeReadIsAnErrorOfTheCommandLine() throws IOException {
		assertThat(doctor("--config", "/none.yaml")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("/none.yaml").hasLineCount(1);
		assertThat(doctor("nonsense")).isEqualTo(ExitCodes.INPUT);
		Path file = Files.writeString(this.folder.resolve("p.yaml"), "presage: [unfinished");
		assertThat(doctor("--config", file.toString())).isEqualTo(ExitCodes.INPUT);
	}

}
