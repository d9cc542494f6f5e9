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
 */
public final class A1Messages {

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

		/** As a text, as the contract says. */
		TEXT,
		/**
		 * Those that are digits as a number: the mediator in Go reads nothing else from
		 * an answer.
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
	 * @return the answer; null if the request does not say what it is about, or nobody
	 * wants an answer
	 */
	public byte @Nullable [] received(byte[] request) {
		try {
			JsonValue message = JsonValue.read(request);
			JsonValue id = message.field("policy_instance_id");
			JsonNode node = id.node();
			String instance = (node != null && node.isIntegralNumber()) ? node.asString() : id.name();
			int type = message.field("policy_type_id").whole(0, Integer.MAX_VALUE);
			return answer(type, instance, carryOut(message, type, instance));
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

	private byte @Nullable [] answer(int type, String instance, String status) {
		if (this.ids == InstanceIds.NONE) {
			return null;
		}
		ObjectNode answer = JsonValue.object().put("policy_type_id", type);
		if (this.ids == InstanceIds.NUMBER && instance.matches("[0-9]{1,15}")) {
			answer.put("policy_instance_id", Long.parseLong(instance));
		}
		else {
			answer.put("policy_instance_id", instance);
		}
		return JsonValue.bytes(answer.put("handler_id", this.handler).put("status", status));
	}

}
