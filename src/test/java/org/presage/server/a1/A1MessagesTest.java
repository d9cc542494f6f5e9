/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the A1 mediator says, and what it is answered. */
class A1MessagesTest extends PolicyKit {

	private A1Messages messages = new A1Messages(this.book, "presage-7", A1Messages.InstanceIds.TEXT);

	private String answer(String request) {
		return answer(PolicyType.ID, request);
	}

	private String answer(int subscription, String request) {
		byte[] answer = this.messages.received(subscription,
				request.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
		return (answer != null) ? new String(answer, StandardCharsets.UTF_8) : "none";
	}

	private static String said(String operation, String id, String payload) {
		return "{'operation':'" + operation + "','policy_type_id':20101,'policy_instance_id':" + id + ",'payload':"
				+ payload + "}";
	}

	private static String expected(String id, String status) {
		return "{'policy_type_id':20101,'policy_instance_id':%s,'handler_id':'presage-7','status':'%s'}"
			.formatted(id, status)
			.replace('\'', '"');
	}

	@Test
	void bothMediatorsAreUnderstood() {
		assertThat(answer(said("CREATE", "'a'", "{" + NETWORK + ",'prbs':{'max':8}}"))).as("Python: an object")
			.isEqualTo(expected("'a'", "OK"));
		assertThat(answer(said("CREATE", "'a'", "\"{\\\"scope\\\":{\\\"network\\\":true},\\\"risk\\\":3}\"")))
			.as("Go: a text, and a change is called CREATE")
			.isEqualTo(expected("'a'", "OK"));
		assertThat(intent("c", "").risk()).isEqualTo(3);
		assertThat(intent("c", "").cell().max()).as("replaced, not merged").isNull();
		assertThat(answer(said("UPDATE", "'unknown'", "{" + NETWORK + "}"))).isEqualTo(expected("'unknown'", "OK"));
		assertThat(answer(said("DELETE", "'a'", "''"))).isEqualTo(expected("'a'", "DELETED"));
		assertThat(answer(said("DELETE", "'a'", "{}"))).as("again").isEqualTo(expected("'a'", "DELETED"));
		assertThat(this.book.ids()).containsExactly("unknown");
		assertThat(new String(this.messages.query(), StandardCharsets.UTF_8)).isEqualTo("{\"policy_type_id\":20101}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "READ | {'scope':{'network':true}} | operation",
					"create | {'scope':{'network':true}} | operation", "CREATE | {'scope':{}} | schema",
					"CREATE | 'no JSON' | malformed", "CREATE | null | malformed",
					"CREATE | {'scope':{'network':true},'prbs':{'max':99}} | meaning" })
	void whatCannotBeDoneIsAnErrorAndCounted(String operation, String payload, String reason) {
		assertThat(answer(said(operation, "'a'", payload))).isEqualTo(expected("'a'", "ERROR"));
		assertThat(refused(reason)).isEqualTo(1);
		assertThat(this.book.ids()).isEmpty();
	}

	@Test
	void whatIsNotOursOrNothingIsSaid() {
		assertThat(answer("{'operation':'CREATE','policy_type_id':20008,'policy_instance_id':'a','payload':{}}"))
			.contains("20008", "ERROR");
		assertThat(refused("type")).isEqualTo(1);
		assertThat(answer("{'operation':'DELETE','policy_type_id':'20101','policy_instance_id':'a'}"))
			.as("an older one writes the number as a text")
			.isEqualTo(expected("'a'", "DELETED"));
		assertThat(answer("{'policy_type_id':20101,'policy_instance_id':'a'}")).isEqualTo(expected("'a'", "ERROR"));
		assertThat(answer("{'operation':'CREATE','policy_type_id':20101")).as("cut short").isEqualTo("none");
		assertThat(answer("{'operation':'CREATE','policy_type_id':20101}")).isEqualTo("none");
		assertThat(answer("{'operation':'CREATE','policy_instance_id':'a'}")).isEqualTo("none");
		assertThat(answer("[]")).isEqualTo("none");
		assertThat(answer("")).isEqualTo("none");
		assertThat(refused("malformed")).isEqualTo(6);
	}

	@Test
	void numbersForThoseWhoReadNothingElse() {
		this.messages = new A1Messages(this.book, "presage-7", A1Messages.InstanceIds.NUMBER);
		assertThat(answer(said("DELETE", "'145'", "''"))).isEqualTo(expected("145", "DELETED"));
		assertThat(answer(said("DELETE", "145", "''"))).isEqualTo(expected("145", "DELETED"));
		assertThat(answer(said("DELETE", "'a'", "''"))).isEqualTo(expected("'a'", "DELETED"));
		this.messages = new A1Messages(this.book, "presage-7", A1Messages.InstanceIds.NONE);
		assertThat(answer(said("CREATE", "'145'", "{" + NETWORK + "}"))).isEqualTo("none");
		assertThat(Objects.requireNonNull(this.book.get("145").orElse(null)).source()).isEqualTo(PolicySource.A1);
	}

	/** Answers of the other form end the mediator: pkg/rmr/rmr.go of its branches. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "release G | -1 | '20101' | '145' | 145", "release G | -1 | '20101' | '0' | 0",
					"release G | -1 | '20101' | 'night' | none", "release G | -1 | '20101' | '007' | none",
					"release H | 20101 | '20101' | '145' | '145'", "release H | 20101 | '20101' | 'night' | 'night'",
					"Python | 20101 | 20101 | '145' | '145'", "Python | -1 | 20101 | '145' | '145'" })
	void answersAsTheMediatorReadsThem(String mediator, int subscription, String type, String id, String answered) {
		this.messages = new A1Messages(this.book, "presage-7", A1Messages.InstanceIds.AUTO);
		String request = "{'operation':'DELETE','policy_type_id':" + type + ",'policy_instance_id':" + id
				+ ",'payload':''}";
		assertThat(answer(subscription, request)).as(mediator)
			.isEqualTo(answered.equals("none") ? answered : expected(answered, "DELETED"));
	}

}
