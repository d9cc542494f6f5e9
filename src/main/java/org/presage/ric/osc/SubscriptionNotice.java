/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;

/**
 * Result of a subscription: {@code SubscriptionResponse} of O-RAN SC ric-plt-submgr. The
 * manager posts one for each detail, again every five seconds until it is answered with
 * 200 and no other status, perhaps before it has answered the request itself, and once
 * more whenever the request is repeated.
 *
 * @param subscriptionId of the manager
 * @param instances perhaps none
 */
public record SubscriptionNotice(String subscriptionId, List<Instance> instances) {

	/** Where the manager posts it, at the client endpoint's host and HTTP port. */
	public static final String PATH = "/ric/v1/subscriptions/response";

	public SubscriptionNotice {
		instances = List.copyOf(instances);
	}

	/**
	 * One E2 subscription.
	 *
	 * @param xappEventInstance the xApp's number for it
	 * @param e2EventInstance the manager's number for it, the sub_id of its indications;
	 * 0 if it failed
	 * @param errorCause empty without. It may be there although the subscription did not
	 * fail: then not all of its actions were admitted
	 * @param errorSource {@code SUBMGR}, {@code RTMGR}, {@code DBAAS}, {@code ASN1} or
	 * {@code E2Node}; empty if not told
	 * @param timeoutType {@code E2-Timeout}, {@code RTMGR-Timeout} or
	 * {@code DBAAS-Timeout}; empty if nothing timed out
	 */
	public record Instance(int xappEventInstance, int e2EventInstance, String errorCause, String errorSource,
			String timeoutType) {

		/** Whether there is no such subscription. */
		public boolean failed() {
			return this.e2EventInstance == 0;
		}

		/** Why, in one line; empty if the manager gives no reason. */
		public String why() {
			return String.join(" ",
					List.of(this.errorSource, this.timeoutType, this.errorCause)
						.stream()
						.filter((part) -> !part.isBlank())
						.toList());
		}

	}

	/**
	 * @throws InvalidInputException if it is something else
	 */
	public static SubscriptionNotice read(byte[] json) {
		JsonValue root = JsonValue.read(json);
		return new SubscriptionNotice(root.field("SubscriptionId").name(),
				root.field("SubscriptionInstances").list().stream().map(SubscriptionNotice::instance).toList());
	}

	private static Instance instance(JsonValue json) {
		JsonValue e2 = json.field("E2EventInstanceId");
		return new Instance(json.field("XappEventInstanceId").whole(0, 65535), e2.exists() ? e2.whole(0, 65535) : 0,
				json.field("ErrorCause").textOrEmpty(), json.field("ErrorSource").textOrEmpty(),
				json.field("TimeoutType").textOrEmpty());
	}

	/** As the manager writes it: what is empty is left out. */
	public byte[] json() {
		ObjectNode json = JsonValue.object().put("SubscriptionId", this.subscriptionId);
		ArrayNode list = json.putArray("SubscriptionInstances");
		for (Instance instance : this.instances) {
			ObjectNode entry = list.addObject().put("E2EventInstanceId", instance.e2EventInstance);
			putUnlessEmpty(entry, "ErrorCause", instance.errorCause);
			putUnlessEmpty(entry, "ErrorSource", instance.errorSource);
			putUnlessEmpty(entry, "TimeoutType", instance.timeoutType);
			entry.put("XappEventInstanceId", instance.xappEventInstance);
		}
		return JsonValue.bytes(json);
	}

	private static void putUnlessEmpty(ObjectNode json, String field, String value) {
		if (!value.isEmpty()) {
			json.put(field, value);
		}
	}

}
