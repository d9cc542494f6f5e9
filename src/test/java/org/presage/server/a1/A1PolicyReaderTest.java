/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.presage.base.InvalidInputException;
import org.presage.control.KpiLimit;
import org.presage.kpi.CellId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is a policy, and what is refused with its place and its reason. */
class A1PolicyReaderTest {

	private static final long RECEIVED = 1_700_000_000_000L;

	private static A1Policy read(String json) {
		return A1PolicyReader.read("p", PolicySource.A1, RECEIVED,
				A1PolicyReader.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void everythingIsRead() {
		A1Policy policy = read("""
				{'scope': {'cells': [{'node': 'n', 'cell': 'c'}, {'node': 'n', 'cell': 'd'}],
				         'slices': ['1', '255-00ab12']},
				 'prbs': {'min': 2, 'max': 20.0, 'max_step': 5},
				 'reward_weights': {'SINR': 1.5, 'PRBs': -1},
				 'sla_limits': [{'kpi': 'Delay', 'max': 50}, {'kpi': 'BLER', 'min': 0, 'max': 0.1, 'epsilon': 0}],
				 'risk': 0.25, 'planning_budget_ms': 8, 'mode': 'advisory',
				 'validity': {'from': '2027-01-15T22:00:00+01:00', 'duration_s': 60}}""");
		assertThat(policy.scope().targets()).containsExactly(new CellId("n", "c", "1"),
				new CellId("n", "c", "255-00ab12"), new CellId("n", "d", "1"), new CellId("n", "d", "255-00ab12"));
		assertThat(policy.statements()).containsEntry("prbs.min", 2)
			.containsEntry("prbs.max", 20)
			.containsEntry("prbs.max_step", 5)
			.containsEntry("reward_weights.SINR", 1.5)
			.containsEntry("reward_weights.PRBs", -1.0)
			.containsEntry("sla_limits.Delay", new KpiLimit("Delay", null, 50.0, 0.05))
			.containsEntry("sla_limits.BLER", new KpiLimit("BLER", 0.0, 0.1, 0))
			.containsEntry("risk", 0.25)
			.containsEntry("planning_budget_ms", 8)
			.containsEntry("mode", A1Policy.Mode.ADVISORY)
			.hasSize(10);
		assertThat(policy.validity()).hasToString("from 2027-01-15T21:00:00Z until 2027-01-15T21:01:00Z");
	}

	@Test
	void durationCountsFromTheReceipt() {
		assertThat(read("{'scope': {'network': true}, 'validity': {'duration_s': 3}}").validity())
			.isEqualTo(new Validity(RECEIVED, RECEIVED + 3000));
		assertThat(read("{'scope': {'network': true}}").validity()).isEqualTo(Validity.ALWAYS);
		assertThatExceptionOfType(PolicyRefused.class)
			.isThrownBy(() -> A1PolicyReader.read("p", PolicySource.FILE, RECEIVED,
					A1PolicyReader.parse("{\"scope\":{\"network\":true},\"validity\":{\"duration_s\":3}}".getBytes())))
			.withMessage("$.validity.from: expected a time beside a duration, because nobody has received a file, "
					+ "found nothing");
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/a1/refused.csv", delimiter = '|', quoteCharacter = '`')
	void whatIsNoneIsRefusedWithItsPlace(String json, String reason, String message) {
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> read(json)).satisfies((refused) -> {
			assertThat(refused).hasMessageStartingWith(message);
			assertThat(refused.reason().name()).isEqualToIgnoringCase(reason);
			assertThat(refused.getMessage()).as("one line").doesNotContain("\n");
		});
	}

	@Test
	void nothingAndTooMuchIsRefused() {
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> read(""))
			.withMessage("$: expected JSON, found nothing");
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> read(" ".repeat(1 << 20)))
			.withMessage("$: expected at most 65536 octets, found 1048576")
			.extracting(PolicyRefused::reason)
			.isEqualTo(PolicyRefused.Reason.SIZE);
		assertThatExceptionOfType(PolicyRefused.class).as("deeper than any policy")
			.isThrownBy(() -> read("[".repeat(10_000)))
			.extracting(PolicyRefused::reason)
			.isEqualTo(PolicyRefused.Reason.MALFORMED);
	}

	@Test
	void idsAreTexts() {
		for (String id : new String[] { "", " ", "a\nb", "a\u202eb", "\u00a0", "x".repeat(129), ".", ".." }) {
			assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> A1PolicyReader.requireId(id))
				.withMessageStartingWith("policy_instance_id: expected ");
		}
		A1PolicyReader.requireId("3d2157af-6a8f-4a7c-810f-38c2f824bf12/é");
	}

}
