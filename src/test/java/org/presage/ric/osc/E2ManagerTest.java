/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.sim.osc.KpmFunction;
import org.presage.sim.osc.RestPeer;
import org.presage.sim.osc.Subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class E2ManagerTest {

	private static final String KPM = "1.3.6.1.4.1.53148.1.2.2.2";

	private XappEndpoint server;

	private RestClient client;

	private E2Manager manager;

	@BeforeEach
	void start() throws IOException {
		this.server = new XappEndpoint();
		this.client = new RestClient("e2mgr", this.server.url(), Duration.ofSeconds(5));
		this.manager = new E2Manager(this.client);
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	@Test
	void nodesAndWhatTheyMeasureAsAnXappAsksForThem() throws IOException {
		NodeDetails.Function kpm = KpmFunction.offering(2, List.of("RRU.PrbUsedDl", "DRB.UEThpDl"));
		NodeDetails node = new NodeDetails("gnb_001_001_0000019b", NodeDetails.CONNECTED,
				List.of(kpm, new NodeDetails.Function(3, 1, "1.3.6.1.4.1.53148.1.1.2.3", Octets.hex("20"))),
				List.of("02f829:0007ab0120"));
		try (RestPeer ric = new RestPeer(0, new Nobody());
				RestClient http = new RestClient("e2mgr", ric.url(), Duration.ofSeconds(5))) {
			ric.nodes(List.of(node, new NodeDetails("old", "", List.of(), List.of())));
			E2Manager e2 = new E2Manager(http);
			List<NodeState> states = e2.states().join();
			assertThat(states).extracting(NodeState::name).containsExactly("gnb_001_001_0000019b", "old");
			assertThat(states).extracting(NodeState::connected).containsExactly(true, false);
			NodeDetails found = e2.node("gnb_001_001_0000019b").join();
			assertThat(found).isEqualTo(node);
			RanFunction function = found.functions().getFirst().kpm().orElseThrow();
			assertThat(function.measurements(1)).containsExactly("RRU.PrbUsedDl", "DRB.UEThpDl");
			assertThat(function.measurements(4)).isEqualTo(function.measurements(1));
			assertThat(found.functions().getLast().kpm()).isEmpty();
			RestException unknown = RestClientTest.failure(e2.node("other"));
			assertThat(unknown.status()).isEqualTo(404);
			assertThat(unknown.reason()).contains("Resource not found");
		}
	}

	private static final class Nobody implements Subscriptions {

		@Override
		public int subscribed(SubscriptionBody.ClientEndpoint client, String ranName, int function, byte[] trigger,
				List<byte[]> definitions) {
			throw new AssertionError();
		}

		@Override
		public void unsubscribed(int e2EventInstanceId) {
			throw new AssertionError();
		}

	}

	private CompletableFuture<NodeDetails> node(String json) {
		this.server.on("/v1/nodeb/gnb", 200, json);
		return this.manager.node("gnb");
	}

	/** What a real manager was seen to answer, with its E2 simulator. */
	@Test
	void oidsOfANodesOwnAreNoHindrance() {
		String definition = KpmFunction.offering(1, List.of("X")).definition().toString().toUpperCase();
		NodeDetails node = node(
				"""
						{"ranName": "gnb", "connectionStatus": "DISCONNECTED", "globalNbId": {"plmnId": "373437",
						"nbId": "10110101110001100111011110001"}, "nodeType": "GNB", "gnb": {"ranFunctions": [
						{"ranFunctionId": 1, "ranFunctionDefinition": "%s", "ranFunctionRevision": 1, "ranFunctionOid": "OID123"},
						{"ranFunctionDefinition": "00", "ranFunctionOid": "OID124"}], "gnbType": "GNB", "nodeConfigs": [{}]},
						"setupFromNetwork": true, "gnbNodeType": "gNB"}"""
					.formatted(definition))
			.join();
		assertThat(node.connected()).isFalse();
		assertThat(node.nrCells()).isEmpty();
		assertThat(node.functions().getFirst().kpm().orElseThrow().measurements(1)).containsExactly("X");
		assertThat(node.functions().getLast()).isEqualTo(new NodeDetails.Function(0, 0, "OID124", Octets.hex("00")));
		assertThat(node.functions().getLast().kpm()).isEqualTo(Optional.empty());
	}

	@Test
	void aDescriptionOfKpmThatIsNoneIsNamed() {
		NodeDetails.Function function = new NodeDetails.Function(2, 1, KPM, Octets.hex("2041"));
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(function::kpm)
			.withMessageStartingWith(
					"ranFunctionDefinition of function 2: expected an E2SM-KPM-RANfunction-Description");
	}

	@Test
	void aNodeThatHasToldNothingHasNothing() {
		NodeDetails node = node("{\"ranName\": \"gnb\", \"connectionStatus\": 1, \"enb\": {}}").join();
		assertThat(node).isEqualTo(new NodeDetails("gnb", NodeDetails.CONNECTED, List.of(), List.of()));
		assertThat(node("{\"ranName\": \"gnb\"}").join().functions()).isEmpty();
	}

	@Test
	void whatIsWrongIsNamed() {
		wrong("{}", "ranName: expected a text, found nothing");
		wrong("{\"ranName\": \"gnb\", \"gnb\": []}", "gnb: expected an object, found a list of 0");
		wrong("{\"ranName\": \"gnb\", \"gnb\": {\"ranFunctions\": [{\"ranFunctionId\": 5000}]}}",
				"gnb.ranFunctions[0].ranFunctionId: expected a whole number of 0 to 4095, found 5000");
		wrong("{\"ranName\": \"gnb\", \"gnb\": {\"ranFunctions\": [{\"ranFunctionDefinition\": \"xyz\"}]}}",
				"gnb.ranFunctions[0].ranFunctionDefinition: expected pairs of hexadecimal digits, found \"xyz\"");
		wrong("{\"ranName\": \"gnb\", \"gnb\": {\"ranFun", "JSON: expected JSON, found Unexpected end-of-input");
		wrong("<html><body>404</body></html>", "JSON: expected JSON, found Unexpected character ('<'");
	}

	private void wrong(String json, String message) {
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> node(json).join())
			.havingCause()
			.isInstanceOf(InvalidInputException.class)
			.withMessageStartingWith(message);
	}

	@Test
	void aListThatIsNoneIsNamed() {
		this.server.on("/v1/nodeb/states", 200, "{\"errorCode\": 500}");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.manager.states().join())
			.withCause(new InvalidInputException("JSON", "a list", "an object of 1"));
		this.server.on("/v1/nodeb/states", 200, "[{\"inventoryName\": null}]");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.manager.states().join())
			.withCause(new InvalidInputException("[0].inventoryName", "a text", "nothing"));
		this.server.on("/v1/nodeb/states", 200, "[{\"inventoryName\": \"x\"}]");
		assertThat(this.manager.states().join()).containsExactly(new NodeState("x", "", "", ""));
		this.server.on("/v1/nodeb/states", 500, "{\"errorCode\":500,\"errorMessage\":\"RNIB error\"}");
		assertThat(RestClientTest.failure(this.manager.states()).reason()).contains("RNIB error");
		this.server.on("/v1/nodeb/states", 200, "[]");
		assertThat(this.manager.states().join()).isEmpty();
	}

}
