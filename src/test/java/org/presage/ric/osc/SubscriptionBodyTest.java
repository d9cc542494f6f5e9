/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.ric.osc.SubscriptionBody.Action;
import org.presage.ric.osc.SubscriptionBody.ActionType;
import org.presage.ric.osc.SubscriptionBody.ClientEndpoint;
import org.presage.ric.osc.SubscriptionBody.Detail;
import org.presage.ric.osc.SubscriptionBody.Directives;
import org.presage.ric.osc.SubscriptionBody.SubsequentAction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SubscriptionBodyTest {

	static SubscriptionBody body(int httpPort, String meid, int... instances) {
		List<Detail> details = Arrays.stream(instances)
			.mapToObj((instance) -> new Detail(instance, Octets.hex("0803e7"),
					List.of(new Action(1, ActionType.REPORT, Octets.hex("00ff80"),
							new SubsequentAction(false, "w10ms")))))
			.toList();
		return new SubscriptionBody(new ClientEndpoint("127.0.0.1", httpPort, 4560), meid, 2,
				new Directives(2, 3, true), details);
	}

	/** As ric-plt-submgr reads it. */
	private static final String JSON = """
			{"ClientEndpoint":{"Host":"127.0.0.1","HTTPPort":8080,"RMRPort":4560},"Meid":"gnb_1","RANFunctionID":2,\
			"E2SubscriptionDirectives":{"E2TimeoutTimerValue":2,"E2RetryCount":3,"RMRRoutingNeeded":true},\
			"SubscriptionDetails":[{"XappEventInstanceId":7,"EventTriggers":[8,3,231],"ActionToBeSetupList":[\
			{"ActionID":1,"ActionType":"report","ActionDefinition":[0,255,128],\
			"SubsequentAction":{"SubsequentActionType":"continue","TimeToWait":"w10ms"}}]}]}""";

	@Test
	void theSameContentIsTheSameBytes() {
		assertThat(body(8080, "gnb_1", 7).json()).asString(StandardCharsets.UTF_8).isEqualTo(JSON);
		assertThat(body(8080, "gnb_1", 7).json()).isEqualTo(body(8080, "gnb_1", 7).json());
	}

	@Test
	void whatIsNotGivenIsLeftOut() {
		SubscriptionBody body = new SubscriptionBody(new ClientEndpoint("h", 1, 2), "gnb", 0, null,
				List.of(new Detail(0, Octets.hex(""), List.of(new Action(0, ActionType.POLICY, null, null)))));
		assertThat(body.json()).asString(StandardCharsets.UTF_8)
			.isEqualTo("{\"ClientEndpoint\":{\"Host\":\"h\",\"HTTPPort\":1,\"RMRPort\":2},\"Meid\":\"gnb\","
					+ "\"RANFunctionID\":0,\"SubscriptionDetails\":[{\"XappEventInstanceId\":0,\"EventTriggers\":[],"
					+ "\"ActionToBeSetupList\":[{\"ActionID\":0,\"ActionType\":\"policy\"}]}]}");
		assertThat(SubscriptionBody.read(body.json())).isEqualTo(body);
	}

	@Test
	void itIsReadAsItIsWritten() {
		SubscriptionBody body = body(8080, "gnb_1", 7, 9);
		assertThat(SubscriptionBody.read(body.json())).isEqualTo(body);
	}

	private static void wrong(String right, String wrong, String message) {
		String json = JSON.replace(right, wrong);
		assertThat(json).isNotEqualTo(JSON);
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> SubscriptionBody.read(json.getBytes(StandardCharsets.UTF_8)))
			.withMessageStartingWith(message);
	}

	@Test
	void whatIsWrongIsNamed() {
		String detail = "SubscriptionDetails[0].";
		wrong("\"Meid\":\"gnb_1\",", "", "Meid: expected a text, found nothing");
		wrong("4560", "\"4560x\"", "ClientEndpoint.RMRPort: expected a whole number of 1 to 65535, found \"4560x\"");
		wrong("127.0.0.1", "h:80", "ClientEndpoint.Host: expected a host without a port, found h:80");
		wrong("231", "256", detail + "EventTriggers[2]: expected a whole number of 0 to 255, found 256");
		wrong("231", "2.5", detail + "EventTriggers[2]: expected a whole number of 0 to 255, found 2.5");
		wrong("[8,3,231]", "\"0803e7\"", detail + "EventTriggers: expected a list, found \"0803e7\"");
		wrong("[8,3,231]", "null", detail + "EventTriggers: expected a list of octets, found nothing");
		wrong("\"report\"", "\"insret\"",
				detail + "ActionToBeSetupList[0].ActionType: expected report, insert or policy, found \"insret\"");
		wrong("Value\":2", "Value\":11",
				"E2SubscriptionDirectives.E2TimeoutTimerValue: expected a whole number of 1 to 10, found 11");
		wrong("\"Host\"", "Host", "JSON: expected JSON, found Unexpected character ('H'");
	}

	@Test
	void aBodyThatIsCutAnywhereIsNamed() {
		for (int length = 0; length < JSON.length(); length++) {
			byte[] cut = JSON.substring(0, length).getBytes(StandardCharsets.UTF_8);
			assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> SubscriptionBody.read(cut));
		}
	}

	@Test
	void whatTheManagerWouldRefuseIsNotMade() {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new ClientEndpoint("h", 0, 4560))
			.withMessage("ClientEndpoint.HTTPPort: expected 1 to 65535, found 0");
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new SubsequentAction(true, "w3ms"))
			.withMessageContaining("found w3ms");
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> body(1, "gnb"))
			.withMessage("SubscriptionDetails: expected at least one, found none");
	}

}
