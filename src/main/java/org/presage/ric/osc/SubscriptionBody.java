/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;

/**
 * What is asked of the subscription manager: {@code SubscriptionParams} of O-RAN SC
 * ric-plt-submgr, user guide and pkg/control. The same content is the same bytes: the
 * manager knows a subscription that is asked for again by its content. It has no
 * {@code SubscriptionId}, which would make it another content, and an error after the
 * manager has forgotten it.
 *
 * @param client where notices and indications go
 * @param meid name of the E2 node as the E2 manager has it
 * @param ranFunction its number, 0 to 4095
 * @param directives null for the manager's own
 * @param details what is subscribed to; each is noticed and indicated by itself
 */
public record SubscriptionBody(ClientEndpoint client, String meid, int ranFunction, @Nullable Directives directives,
		List<Detail> details) {

	/**
	 * @throws InvalidInputException if the manager would refuse it
	 */
	public SubscriptionBody {
		check(!meid.isBlank(), "Meid", "a name", meid);
		check(ranFunction >= 0 && ranFunction <= 4095, "RANFunctionID", "0 to 4095", ranFunction);
		check(!details.isEmpty(), "SubscriptionDetails", "at least one", "none");
		details = List.copyOf(details);
	}

	/**
	 * Where the xApp is reached.
	 *
	 * @param host without a port. The manager finds the RMR service by writing
	 * {@code rmr} for each {@code http} in it
	 * @param httpPort for notices, 1 to 65535
	 * @param rmrPort for indications, 1 to 65535
	 */
	public record ClientEndpoint(String host, int httpPort, int rmrPort) {

		public ClientEndpoint {
			check(!host.isBlank() && host.indexOf(':') < 0, "ClientEndpoint.Host", "a host without a port", host);
			check(httpPort > 0 && httpPort < 65536, "ClientEndpoint.HTTPPort", "1 to 65535", httpPort);
			check(rmrPort > 0 && rmrPort < 65536, "ClientEndpoint.RMRPort", "1 to 65535", rmrPort);
		}

	}

	/**
	 * How the manager asks the node.
	 *
	 * @param timeoutSeconds time for the node's answer, 1 to 10
	 * @param retries after the first attempt, 0 to 10
	 * @param rmrRoute whether a route for the indications is made
	 */
	public record Directives(int timeoutSeconds, int retries, boolean rmrRoute) {

		public Directives {
			check(timeoutSeconds >= 1 && timeoutSeconds <= 10, "E2SubscriptionDirectives.E2TimeoutTimerValue",
					"1 to 10 seconds", timeoutSeconds);
			check(retries >= 0 && retries <= 10, "E2SubscriptionDirectives.E2RetryCount", "0 to 10", retries);
		}

	}

	/**
	 * One E2 subscription.
	 *
	 * @param xappEventInstance the xApp's number for it, 0 to 65535; comes back in the
	 * notice
	 * @param eventTrigger of the service model
	 * @param actions at least one
	 */
	public record Detail(int xappEventInstance, Octets eventTrigger, List<Action> actions) {

		public Detail {
			check(xappEventInstance >= 0 && xappEventInstance < 65536, "XappEventInstanceId", "0 to 65535",
					xappEventInstance);
			check(!actions.isEmpty(), "ActionToBeSetupList", "at least one", "none");
			actions = List.copyOf(actions);
		}

	}

	/**
	 * RICaction-ToBeSetup-Item.
	 *
	 * @param id 0 to 255
	 * @param definition of the service model; null without
	 * @param subsequent null without
	 */
	public record Action(int id, ActionType type, @Nullable Octets definition, @Nullable SubsequentAction subsequent) {

		public Action {
			check(id >= 0 && id < 256, "ActionID", "0 to 255", id);
		}

	}

	/** RICactionType. */
	public enum ActionType {

		/** The node reports and goes on. */
		REPORT,
		/** The node reports and waits for control. */
		INSERT,
		/** The node follows a policy. */
		POLICY

	}

	/**
	 * RICsubsequentAction.
	 *
	 * @param waits whether the node waits after the action
	 * @param timeToWait {@code zero}, or {@code w1ms} to {@code w60s} as E2AP names them
	 */
	public record SubsequentAction(boolean waits, String timeToWait) {

		private static final List<String> TIMES = List.of("zero", "w1ms", "w2ms", "w5ms", "w10ms", "w20ms", "w30ms",
				"w40ms", "w50ms", "w100ms", "w200ms", "w500ms", "w1s", "w2s", "w5s", "w10s", "w20s", "w60s");

		public SubsequentAction {
			check(TIMES.contains(timeToWait), "SubsequentAction.TimeToWait", "one of " + TIMES, timeToWait);
		}

	}

	private static void check(boolean right, String field, String expected, Object found) {
		if (!right) {
			throw new InvalidInputException(field, expected, found);
		}
	}

	/** As the manager reads it. */
	public byte[] json() {
		ObjectNode json = JsonValue.object();
		json.putObject("ClientEndpoint")
			.put("Host", this.client.host)
			.put("HTTPPort", this.client.httpPort)
			.put("RMRPort", this.client.rmrPort);
		json.put("Meid", this.meid).put("RANFunctionID", this.ranFunction);
		if (this.directives != null) {
			json.putObject("E2SubscriptionDirectives")
				.put("E2TimeoutTimerValue", this.directives.timeoutSeconds)
				.put("E2RetryCount", this.directives.retries)
				.put("RMRRoutingNeeded", this.directives.rmrRoute);
		}
		ArrayNode list = json.putArray("SubscriptionDetails");
		for (Detail detail : this.details) {
			ObjectNode entry = list.addObject().put("XappEventInstanceId", detail.xappEventInstance);
			octets(entry.putArray("EventTriggers"), detail.eventTrigger);
			ArrayNode actions = entry.putArray("ActionToBeSetupList");
			detail.actions.forEach((action) -> action(actions.addObject(), action));
		}
		return JsonValue.bytes(json);
	}

	private static void action(ObjectNode json, Action action) {
		json.put("ActionID", action.id).put("ActionType", action.type.name().toLowerCase(Locale.ROOT));
		if (action.definition != null) {
			octets(json.putArray("ActionDefinition"), action.definition);
		}
		if (action.subsequent != null) {
			json.putObject("SubsequentAction")
				.put("SubsequentActionType", action.subsequent.waits ? "wait" : "continue")
				.put("TimeToWait", action.subsequent.timeToWait);
		}
	}

	private static void octets(ArrayNode json, Octets octets) {
		for (byte octet : octets.toBytes()) {
			json.add(octet & 0xFF);
		}
	}

	/**
	 * @throws InvalidInputException if it is something else
	 */
	public static SubscriptionBody read(byte[] json) {
		JsonValue root = JsonValue.read(json);
		JsonValue client = root.field("ClientEndpoint");
		JsonValue directives = root.field("E2SubscriptionDirectives");
		return new SubscriptionBody(
				new ClientEndpoint(client.field("Host").name(), client.field("HTTPPort").whole(1, 65535),
						client.field("RMRPort").whole(1, 65535)),
				root.field("Meid").name(), root.field("RANFunctionID").whole(0, 4095),
				directives.exists() ? directives(directives) : null,
				root.field("SubscriptionDetails").list().stream().map(SubscriptionBody::detail).toList());
	}

	private static Directives directives(JsonValue json) {
		JsonValue route = json.field("RMRRoutingNeeded");
		return new Directives(json.field("E2TimeoutTimerValue").whole(1, 10), json.field("E2RetryCount").whole(0, 10),
				route.node() != null && route.node().asBoolean());
	}

	private static Detail detail(JsonValue json) {
		return new Detail(json.field("XappEventInstanceId").whole(0, 65535), octets(json.field("EventTriggers")),
				json.field("ActionToBeSetupList").list().stream().map(SubscriptionBody::action).toList());
	}

	private static Action action(JsonValue json) {
		JsonValue definition = json.field("ActionDefinition");
		JsonValue subsequent = json.field("SubsequentAction");
		return new Action(json.field("ActionID").whole(0, 255), type(json.field("ActionType")),
				definition.exists() ? octets(definition) : null,
				subsequent.exists()
						? new SubsequentAction("wait".equals(subsequent.field("SubsequentActionType").text()),
								subsequent.field("TimeToWait").text())
						: null);
	}

	/** A list of whole numbers of 0 to 255. */
	private static Octets octets(JsonValue json) {
		if (!json.exists()) {
			throw json.wrong("a list of octets");
		}
		List<JsonValue> numbers = json.list();
		byte[] octets = new byte[numbers.size()];
		for (int i = 0; i < octets.length; i++) {
			octets[i] = (byte) numbers.get(i).whole(0, 255);
		}
		return Octets.of(octets);
	}

	private static ActionType type(JsonValue json) {
		for (ActionType type : ActionType.values()) {
			if (type.name().toLowerCase(Locale.ROOT).equals(json.text())) {
				return type;
			}
		}
		throw json.wrong("report, insert or policy");
	}

}
