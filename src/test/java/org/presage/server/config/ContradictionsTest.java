/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContradictionsTest {

	/**
	 * Keys that are each in their range, and behind "->" the start of the one problem.
	 */
	@ParameterizedTest
	@ValueSource(strings = {
			"action.min-prbs=30 action.max-prbs=20"
					+ " -> action.max-prbs: expected at least presage.action.min-prbs, 30, found 20",
			"slices.policies.1-000001.min-prbs=9 slices.policies.1-000001.max-prbs=8"
					+ " -> slices.policies.1-000001.max-prbs: expected at least"
					+ " presage.slices.policies.1-000001.min-prbs, 9, found 8",
			"action.max-prbs=5 slices.policies.1.min-prbs=3 slices.policies.2.min-prbs=4"
					+ " -> action.max-prbs: expected at least the sum",
			"reward.limits[0].kpi=Delay reward.limits[0].min=9 reward.limits[0].max=8"
					+ " -> reward.limits[0].max: expected at least",
			"reward.limits[0].kpi=Delay -> reward.limits[0].max: expected a max, a min or both, found neither",
			"reward.limits[0].kpi=Delay reward.limits[0].max=NaN -> reward.limits[0].max: expected a finite number",
			"reward.weights.SINR=NaN -> reward.weights.SINR: expected a finite number",
			"reward.terminal.SINR=Infinity -> reward.terminal.SINR: expected a finite number",
			"reward.limits[0].kpi=Delay reward.limits[0].max=9 reward.limits[1].kpi=Delay" + " reward.limits[1].min=10"
					+ " -> reward.limits[1].kpi: expected each KPI once",
			"reward.limits[0].kpi=Delay reward.limits[0].max=9 reward.limit-penalty=0"
					+ " -> reward.limit-penalty: expected more than 0",
			"slices.policies.1.limits[0].kpi=Delay slices.policies.1.limits[0].max=9 reward.limit-penalty=0"
					+ " -> reward.limit-penalty: expected more than 0",
			"regret.period=999us -> regret.period: expected 0 (never), or 1 ms or more, found 999000 ns",
			"planner.population=3 -> planner.population: expected 0 (as the preset), or 4 or more, found 3",
			"planner.preset=grid -> planner.knots: expected at most 7",
			"planner.preset=grid planner.knots=2 planner.iterations=1 -> planner.iterations: expected 2 or more",
			"e2.nodes[0].id=a e2.nodes[0].cells[0].nci=1f e2.nodes[1].id=a e2.nodes[1].cells[0].nci=2"
					+ " -> e2.nodes[1].id: expected each node once",
			"e2.nodes[0].id=a e2.nodes[0].cells[0].nci=1f e2.nodes[1].id=b e2.nodes[1].cells[0].nci=1F"
					+ " -> e2.nodes[1].cells[0].nci: expected each cell once",
			"e2.prbs=20 action.min-prbs=30 -> e2.prbs: expected at least presage.action.min-prbs, 30, found 20",
			"e2.nodes[0].id=a e2.nodes[0].cells[0].nci=1 e2.nodes[0].cells[0].prbs=6 action.min-prbs=7"
					+ " -> e2.nodes[0].cells[0].prbs: expected at least",
			"onos.tls.certificate=/c -> onos.tls.key: expected a file",
			"onos.tls.key=/c -> onos.tls.certificate: expected a file",
			"onos.tls.verification=plaintext onos.tls.trust=/c -> onos.tls.verification: expected verified",
			"onos.tls.verification=unverified onos.tls.trust=/c -> onos.tls.trust: expected none",
			"onos.topo=a:1 -> onos.target: expected an address",
			"osc.enabled=true osc.rmr.port=7 osc.rmr.route-port=7 -> osc.rmr.route-port: expected another port",
			"osc.enabled=true osc.control-function=2 -> osc.control-function: expected another RAN function",
			"osc.enabled=true onos.target=a:1 -> osc.enabled: expected one RIC at a time",
			"intent.state=x/../s.json osc.state=s.json -> osc.state: expected another file than presage.intent.state",
			"learn.bytes=-1GB -> learn.bytes: expected 0 or more",
			"audit.file=a.duckdb learn.store=./a.duckdb -> learn.store: expected another file than presage.audit.file",
			"slices.policies.900.max-prbs=9 -> slices.policies.900: expected an S-NSSAI",
			"slices.policies[1-zz].max-prbs=9 -> slices.policies.1-zz: expected an S-NSSAI",
			"slices.policies[1-0000FF].max-prbs=9 -> slices.policies.1-0000FF: expected an S-NSSAI",
			"loop.silent-after=1s -> evidence.source-silence: expected at most presage.loop.silent-after, 1000 ms",
			"neighbours.auto=true -> neighbours.auto: expected false without a RIC that lists cells",
			"neighbours.auto=true onos.target=a:1 -> neighbours.auto: expected false without a RIC",
			"neighbours.auto=true osc.enabled=true osc.e2-manager= -> neighbours.auto: expected false without",
			"audit.file=s.json e2.held-nodes=s.json"
					+ " -> e2.held-nodes: expected another file than presage.audit.file" })
	void pairIsRefusedByKey(String line) {
		String[] parts = line.split(" -> ");
		String[] keys = Arrays.stream(parts[0].split(" ")).map((key) -> "--presage." + key).toArray(String[]::new);
		assertThat(told(keys)).hasSize(1)
			.allSatisfy((problem) -> assertThat(problem).startsWith("presage." + parts[1]));
	}

	@Test
	void boundsThatMeetAreNoContradiction() {
		assertThat(told("--presage.action.min-prbs=30", "--presage.action.max-prbs=30", "--presage.e2.prbs=30",
				"--presage.reward.limits[0].kpi=Delay", "--presage.reward.limits[0].min=9",
				"--presage.reward.limits[0].max=9", "--presage.planner.preset=grid", "--presage.planner.knots=7",
				"--presage.osc.rmr.port=0", "--presage.osc.rmr.route-port=0"))
			.isEmpty();
	}

	private static List<String> told(String... keys) {
		return ServerSettings.read(keys)
			.problems()
			.stream()
			.filter(ServerSettings.Problem::fatal)
			.map((problem) -> problem.key() + ": " + problem.found())
			.toList();
	}

}
