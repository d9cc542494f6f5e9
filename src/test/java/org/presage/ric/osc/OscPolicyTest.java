/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.base.Clock;
import org.presage.control.ControlMode;
import org.presage.control.ControlSettings;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.ric.TestNode;
import org.presage.ric.state.FileStore;
import org.presage.server.a1.A1Messages;
import org.presage.server.a1.KeptPolicies;
import org.presage.server.a1.PolicyChecks;
import org.presage.server.a1.PolicyStore;
import org.presage.server.a1.PolicyType;
import org.presage.sim.osc.MediatorPeer;
import org.presage.sim.osc.OscRic;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Policies of an A1 mediator over real ports, down to what a node receives. */
class OscPolicyTest extends OscFixture {

	private static final String NETWORK = "{\"scope\":{\"network\":true}";

	private static final String FIRST_CELL = "{\"scope\":{\"cells\":[{\"node\":\"" + TestNode.ID
			+ "\",\"cell\":\"00101-1\"}]}";

	@BeforeEach
	void book() {
		this.mode = ControlMode.ACTIVE;
		PolicyStore book = new PolicyStore(new PolicyChecks(ControlSettings.defaults(), TestModels::schema),
				new KeptPolicies(new FileStore(this.folder.resolve("intent.json"), this.meters.counter("failed"))),
				Clock.SYSTEM, this.meters, 10);
		this.intents = book;
		A1Messages messages = new A1Messages(book, "presage-0", A1Messages.InstanceIds.AUTO);
		this.policies = new PolicyInbox() {

			@Override
			public byte @Nullable [] received(int subscription, byte[] request) {
				return messages.received(subscription, request);
			}

			@Override
			public byte[] query() {
				return messages.query();
			}

		};
	}

	private static String answer(String instance, String status) {
		return "{\"policy_type_id\":20101,\"policy_instance_id\":\"" + instance
				+ "\",\"handler_id\":\"presage-0\",\"status\":\"" + status + "\"}";
	}

	private static void await(MediatorPeer mediator, String... answers) {
		await(() -> mediator.answers().size() >= answers.length);
		assertThat(mediator.answers()).containsExactly(answers);
	}

	@Test
	void nextDecisionKeepsToThePolicyAndSoDoesTheNode() throws IOException {
		OscRic ric = running();
		MediatorPeer mediator = ric.termination().mediator();
		report(ric, TestModels.WINDOW);
		assertThat(reportUntil(ric, ControlStage.TOOK_EFFECT).prbs()).isBetween(30, 40);
		mediator.put(PolicyType.ID, "few", FIRST_CELL + ",\"prbs\":{\"min\":31,\"max\":32}}");
		await(mediator, answer("few", "OK"));
		Decision next = report(ric, 1);
		assertThat(next.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(next.prbs()).isBetween(31, 32);
		assertThat(next.intent().policies()).containsExactly("few");
		mediator.put(PolicyType.ID, "few", FIRST_CELL + ",\"prbs\":{\"min\":39}}");
		await(mediator, answer("few", "OK"), answer("few", "OK"));
		assertThat(report(ric, 1).prbs()).isBetween(39, 40);
		mediator.delete("few");
		await(mediator, answer("few", "OK"), answer("few", "OK"), answer("few", "DELETED"));
		assertThat(report(ric, 1).intent().policies()).isEmpty();
	}

	@Test
	void advisoryCellsAreNotToldAnything() throws IOException {
		OscRic ric = running();
		MediatorPeer mediator = ric.termination().mediator();
		await(() -> mediator.queries() >= 1);
		mediator.put(PolicyType.ID, "off", NETWORK + ",\"mode\":\"advisory\"}");
		await(mediator, answer("off", "OK"));
		Decision shown = report(ric, TestModels.WINDOW + 2);
		assertThat(shown.outcome()).isEqualTo(Outcome.PLANNED);
		pause();
		assertThat(this.node.controls).isEmpty();
		mediator.put(PolicyType.ID, "on", FIRST_CELL + ",\"mode\":\"active\"}");
		await(mediator, answer("off", "OK"), answer("on", "OK"));
		report(ric, 1);
		await(() -> this.node.controls.size() == 1);
	}

	@Test
	void whatWasMissedIsAskedForAtTheStart() throws IOException {
		OscRic ric = ric();
		MediatorPeer mediator = ric.termination().mediator();
		mediator.keep(PolicyType.ID, "a", NETWORK + ",\"risk\":0.5}");
		mediator.keep(PolicyType.ID, "b", NETWORK + ",\"risk\":-1}");
		xapp();
		await(mediator, answer("a", "OK"), answer("b", "ERROR"));
		assertThat(mediator.queries()).isEqualTo(1);
		assertThat(count("wm.policy.refused", "reason", "schema")).isEqualTo(1);
	}

	@Test
	void whatIsNoneHarmsNobody() throws IOException {
		OscRic ric = running();
		MediatorPeer mediator = ric.termination().mediator();
		await(() -> mediator.queries() >= 1);
		for (String request : List.of("", "{\"operation\":", "\u0000", "[]", "x".repeat(60_000))) {
			mediator.send(request);
		}
		mediator.put(20008, "other", "{}");
		await(() -> !mediator.answers().isEmpty());
		assertThat(mediator.answers().getFirst()).contains("20008", "ERROR");
		assertThat(count("wm.policy.refused", "reason", "malformed")).isEqualTo(5);
		assertThat(report(ric, TestModels.WINDOW).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@ParameterizedTest
	@EnumSource
	void noReleaseOfTheMediatorPanics(MediatorPeer.Release release) throws IOException {
		OscRic ric = running();
		MediatorPeer mediator = ric.termination().mediator();
		await(() -> mediator.queries() >= 1);
		mediator.release(release);
		mediator.put(PolicyType.ID, "night", NETWORK + ",\"prbs\":{\"max\":35}}");
		mediator.put(PolicyType.ID, "145", NETWORK + ",\"prbs\":{\"max\":36}}");
		await(() -> mediator.answers().stream().anyMatch((answer) -> answer.contains("145")));
		assertThat(mediator.answers()).hasSize((release == MediatorPeer.Release.G) ? 1 : 2);
		assertThat(mediator.panics()).isZero();
	}

}
