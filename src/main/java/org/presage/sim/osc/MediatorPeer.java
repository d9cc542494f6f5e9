/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrTypes;

/**
 * An A1 mediator as an xApp sees it: sends instances of one policy type, everything as
 * texts in the JSON as the mediator in Go does, and all of them again to who asks. It
 * panics on answers that its release cannot read (o-ran-sc/ric-plt-a1, pkg/rmr/rmr.go).
 */
public final class MediatorPeer {

	private final OscPeer router;

	private final Map<String, String> instances = new TreeMap<>();

	private final List<String> answers = new ArrayList<>();

	private int type;

	private int queries;

	private int panics;

	private Release release = Release.H;

	MediatorPeer(OscPeer router) {
		this.router = router;
	}

	/** A release of the real mediator. */
	public enum Release {

		/** Sends without a subscription, reads a policy's id as a number only. */
		G,
		/** And later: the policy type is the subscription; reads an id as a text only. */
		H

	}

	/** Behaves as this release from now on; the later ones at first. */
	public synchronized void release(Release now) {
		this.release = now;
	}

	/** Stores an instance and sends it to every xApp. */
	public synchronized void put(int policyType, String instance, String policy) {
		this.type = policyType;
		String operation = (this.instances.put(instance, policy) == null) ? "CREATE" : "UPDATE";
		send(message(operation, instance, policy));
	}

	/** Forgets an instance and says so to every xApp. */
	public synchronized void delete(String instance) {
		this.instances.remove(instance);
		send(message("DELETE", instance, "{}"));
	}

	/** Stores an instance and says nothing, as if nobody was there to hear it. */
	public synchronized void keep(int policyType, String instance, String policy) {
		this.type = policyType;
		this.instances.put(instance, policy);
	}

	private String message(String operation, String instance, String policy) {
		ObjectNode json = JsonValue.object().put("operation", operation).put("policy_type_id", "" + this.type);
		return json.put("policy_instance_id", instance).put("payload", policy).toString();
	}

	/** Sends any request to every xApp. */
	public void send(String request) {
		int subscription = (this.release == Release.G) ? RmrMessage.NO_SUBSCRIPTION : this.type;
		this.router.send(RmrTypes.A1_POLICY_REQUEST, subscription, "", request.getBytes(StandardCharsets.UTF_8));
	}

	/** Takes what an xApp says. */
	synchronized void received(RmrMessage message) {
		if (message.type() == RmrTypes.A1_POLICY_QUERY) {
			this.queries++;
			this.instances.forEach((instance, policy) -> send(message("CREATE", instance, policy)));
		}
		else {
			this.answers.add(new String(message.payload(), StandardCharsets.UTF_8));
			JsonNode id = JsonValue.read(message.payload()).field("policy_instance_id").node();
			boolean number = id != null && id.isNumber();
			this.panics += (number == (this.release == Release.G)) ? 0 : 1;
		}
	}

	/** How many answers would have ended the real mediator. */
	public synchronized int panics() {
		return this.panics;
	}

	/** What xApps have answered, as JSON. */
	public synchronized List<String> answers() {
		return List.copyOf(this.answers);
	}

	/** How often an xApp has asked for all instances. */
	public synchronized int queries() {
		return this.queries;
	}

}
