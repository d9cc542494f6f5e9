/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.ric.osc.SubscriptionNotice.Instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SubscriptionNoticeTest {

	private static SubscriptionNotice read(String json) {
		return SubscriptionNotice.read(json.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aSubscriptionThatIsThere() {
		SubscriptionNotice notice = read("""
					{"SubscriptionId": "2AbC", "SubscriptionInstances": [
					 {"E2EventInstanceId": 17, "ErrorCause": "", "XappEventInstanceId": 3, "Later": {"x": [1]}}],
				"New": 1}""");
		assertThat(notice.subscriptionId()).isEqualTo("2AbC");
		assertThat(notice.instances()).containsExactly(new Instance(3, 17, "", "", ""));
		assertThat(notice.instances().getFirst().failed()).isFalse();
	}

	@Test
	void aSubscriptionThatFailedAndWhy() {
		SubscriptionNotice notice = read(
				"""
						{"SubscriptionId": "2AbC", "SubscriptionInstances": [
						 {"E2EventInstanceId": 0, "XappEventInstanceId": 3, "ErrorSource": "SUBMGR", "TimeoutType": "E2-Timeout",
						  "ErrorCause": "no answer"}, {"XappEventInstanceId": 4, "ErrorCause": null}]}""");
		assertThat(notice.instances()).allMatch(Instance::failed);
		assertThat(notice.instances().getFirst().why()).isEqualTo("SUBMGR E2-Timeout no answer");
		assertThat(notice.instances().getLast().why()).isEmpty();
	}

	@Test
	void noInstancesAreNone() {
		assertThat(read("{\"SubscriptionId\": \"x\", \"SubscriptionInstances\": null}").instances()).isEmpty();
		assertThat(read("{\"SubscriptionId\": \"x\"}").instances()).isEmpty();
	}

	@Test
	void itIsReadAsItIsWritten() {
		SubscriptionNotice notice = new SubscriptionNotice("x",
				List.of(new Instance(1, 2, "", "", ""), new Instance(2, 0, "no", "E2Node", "")));
		assertThat(notice.json()).asString(StandardCharsets.UTF_8)
			.isEqualTo("{\"SubscriptionId\":\"x\",\"SubscriptionInstances\":[{\"E2EventInstanceId\":2,"
					+ "\"XappEventInstanceId\":1},{\"E2EventInstanceId\":0,\"ErrorCause\":\"no\","
					+ "\"ErrorSource\":\"E2Node\"," + "\"XappEventInstanceId\":2}]}");
		assertThat(SubscriptionNotice.read(notice.json())).isEqualTo(notice);
	}

	private static void wrong(String json, String message) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> read(json))
			.withMessageStartingWith(message);
	}

	@Test
	void whatIsWrongIsNamed() {
		String instances = "{\"SubscriptionId\": \"x\", \"SubscriptionInstances\": ";
		wrong("[]", "JSON: expected an object, found a list of 0");
		wrong("{}", "SubscriptionId: expected a text, found nothing");
		wrong("{\"SubscriptionId\": 5}", "SubscriptionId: expected a text, found 5");
		wrong("{\"SubscriptionId\": \" \"}", "SubscriptionId: expected a text that is not empty, found \" \"");
		wrong(instances + "{}}", "SubscriptionInstances: expected a list, found an object of 0");
		wrong(instances + "[7]}", "SubscriptionInstances[0]: expected an object, found 7");
		wrong(instances + "[{\"E2EventInstanceId\": 1}]}",
				"SubscriptionInstances[0].XappEventInstanceId: expected a whole number of 0 to 65535, found nothing");
		wrong(instances + "[{\"XappEventInstanceId\": 1, \"E2EventInstanceId\": -1}]}",
				"SubscriptionInstances[0].E2EventInstanceId: expected a whole number of 0 to 65535, found -1");
		wrong("{\"SubscriptionId\": \"x\"} {}", "JSON: expected JSON, found Trailing token");
	}

	@Test
	void deepNestingEnds() {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> read("[".repeat(100_000)))
			.withMessageContaining("nesting depth");
	}

	@Test
	void nothingIsNamed() {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> read(""))
			.withMessage("JSON: expected an object, found nothing");
	}

}
