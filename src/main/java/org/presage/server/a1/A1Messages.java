/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;

/**
 * What the A1 mediator of O-RAN SC says to an xApp and is answered, in JSON. Source:
 * ric-plt/a1, docs/a1_xapp_contract_openapi.yaml and pkg/rmr: the mediator in Python
 * sends the policy as an object, the one in Go as a text and calls every change a CREATE;
 * after a query it sends all of them again as CREATE.
 *
 * <p>
 * Mediators differ in how they read the name of a policy in an answer (pkg/rmr/rmr.go of
 * the releases' branches): release G as a number only, releases H, I, J and master as a
 * text only, and each panics on the other one. A request tells them apart. Both write
 * everything in it as texts, also the policy type, but release G sends it with
 * subscription −1, later releases with the policy type as subscription. The mediator in
 * Python (release F and before) writes the policy type as a number, and reads a text.
 */
public final class A1Messages {

	/** What release G has in place of a subscription. */
	private static final int NO_SUBSCRIPTION = -1;

	private final PolicyStore book;

	private final String handler;

	private final InstanceIds ids;

	/**
	 * @param handler who says that it handles a policy
	 */
	public A1Messages(PolicyStore book, String handler, InstanceIds ids) {
		this.book = book;
		this.handler = handler;
		this.ids = ids;
	}

	/** How answers name a policy. */
	public enum InstanceIds {

		/**
		 * As the mediator that sent the request reads it. Release G gets no answer about
		 * a policy whose id is no number: it would panic.
		 */
		AUTO,
		/** As a text, as the contract says. */
		TEXT,
		/**
		 * Those that are digits as a number: release G of the mediator reads nothing
		 * else, and later releases panic on it.
		 */
		NUMBER,
		/** There are no answers. */
		NONE

	}

	/** The query that has all policies of the type sent again. */
	public byte[] query() {
		return JsonValue.bytes(JsonValue.object().put("policy_type_id", PolicyType.ID));
	}

	/**
	 * Takes a request.
	 * @param subscription that the message has in its RMR header
	 * @return the answer; null if the request does not say what it is about, or nobody
	 * wants an answer
	 */
	public byte @Nullable [] received(int subscription, byte[] request) {
		try {
			JsonValue message = JsonValue.read(request);
			JsonValue id = message.field("policy_instance_id");
			JsonNode node = id.node();
			String instance = (node != null && node.isIntegralNumber()) ? node.asString() : id.name();
			JsonValue typeId = message.field("policy_type_id");
			int type = typeId.whole(0, Integer.MAX_VALUE);
			JsonNode written = typeId.node();
			InstanceIds form = form(subscription, written != null && written.isString(), instance);
			return answer(form, type, instance, carryOut(message, type, instance));
		}
		catch (InvalidInputException ex) {
			told("in a message", malformed(ex));
			return null;
		}
	}

	private static PolicyRefused malformed(InvalidInputException problem) {
		return new PolicyRefused(PolicyRefused.Reason.MALFORMED, problem.field(), problem.expected(), problem.found());
	}

	private String carryOut(JsonValue message, int type, String instance) {
		try {
			String operation = operation(message, instance);
			if (type != PolicyType.ID) {
				throw told(instance, new PolicyRefused(PolicyRefused.Reason.TYPE, "policy_type_id",
						String.valueOf(PolicyType.ID), type));
			}
			switch (operation) {
				case "CREATE", "UPDATE" -> this.book.put(instance, PolicySource.A1, payload(message));
				case "DELETE" -> {
					// One that is not there is deleted: the mediator may forget it too.
					this.book.delete(instance, PolicySource.A1);
					return "DELETED";
				}
				default -> throw told(instance, new PolicyRefused(PolicyRefused.Reason.OPERATION, "operation",
						"CREATE, UPDATE or DELETE", operation));
			}
			return "OK";
		}
		catch (PolicyRefused ex) {
			// Counted and logged where it was found.
			return "ERROR";
		}
	}

	private String operation(JsonValue message, String instance) {
		try {
			return message.field("operation").text();
		}
		catch (InvalidInputException ex) {
			throw told(instance, malformed(ex));
		}
	}

	private PolicyRefused told(String instance, PolicyRefused why) {
		this.book.refused(instance + " by " + PolicySource.A1, why);
		return why;
	}

	private static byte[] payload(JsonValue message) {
		JsonNode payload = message.field("payload").node();
		if (payload == null) {
			return new byte[0];
		}
		return payload.isString() ? payload.stringValue().getBytes(StandardCharsets.UTF_8) : JsonValue.bytes(payload);
	}

	private InstanceIds form(int subscription, boolean typeAsText, String instance) {
		if (this.ids != InstanceIds.AUTO) {
			return this.ids;
		}
		if (!typeAsText || subscription != NO_SUBSCRIPTION) {
			return InstanceIds.TEXT;
		}
		return instance.matches("0|[1-9][0-9]{0,14}") ? InstanceIds.NUMBER : InstanceIds.NONE;
	}

	private byte @Nullable [] answer(InstanceIds form, int type, String instance, String status) {
		if (form == InstanceIds.NONE) {
			return null;
		}
		ObjectNode answer = JsonValue.object().put("policy_type_id", type);
		if (form == InstanceIds.NUMBER && instance.matches("[0-9]{1,15}")) {
			answer.put("policy_instance_id", Long.parseLong(instance));
		}
		else {
			answer.put("policy_instance_id", instance);
		}
		return JsonValue.bytes(answer.put("handler_id", this.handler).put("status", status));
	}

}
