/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;

/**
 * What the xApp registers with the application manager: the part of its descriptor from
 * which the route manager learns what it sends and takes.
 *
 * @param name of the xApp
 * @param version of the program
 * @param rmrPort for messages
 * @param routePort for route tables
 * @param policyType number of the A1 policy type whose policies it takes
 */
public record Descriptor(String name, String version, int rmrPort, int routePort, int policyType) {

	private static final List<String> SENT = List.of("RIC_SUB_REQ", "RIC_SUB_DEL_REQ", "RIC_CONTROL_REQ",
			"RIC_HEALTH_CHECK_RESP", "A1_POLICY_RESP", "A1_POLICY_QUERY");

	private static final List<String> TAKEN = List.of("RIC_SUB_RESP", "RIC_SUB_FAILURE", "RIC_SUB_DEL_RESP",
			"RIC_SUB_DEL_FAILURE", "RIC_CONTROL_ACK", "RIC_CONTROL_FAILURE", "RIC_INDICATION", "RIC_HEALTH_CHECK_REQ",
			"A1_POLICY_REQ");

	/** As JSON text. */
	public String text() {
		return json().toString();
	}

	/**
	 * What {@code /ric/v1/config} answers: a list with one object, whose {@code config}
	 * is the descriptor as text.
	 */
	public byte[] configuration() {
		ArrayNode list = JsonValue.array();
		ObjectNode entry = list.addObject();
		entry.putObject("metadata").put("xappName", this.name).put("configType", "json");
		entry.put("config", text());
		return JsonValue.bytes(list);
	}

	private ObjectNode json() {
		ObjectNode json = JsonValue.object().put("xapp_name", this.name).put("version", this.version);
		ArrayNode ports = json.putObject("messaging").putArray("ports");
		ObjectNode data = port(ports, "rmr-data", this.rmrPort, "rmr receive data port for " + this.name);
		SENT.forEach(data.putArray("txMessages")::add);
		TAKEN.forEach(data.putArray("rxMessages")::add);
		data.putArray("policies").add(this.policyType);
		port(ports, "rmr-route", this.routePort, "rmr route port for " + this.name);
		return json;
	}

	private ObjectNode port(ArrayNode ports, String port, int number, String description) {
		return ports.addObject()
			.put("name", port)
			.put("container", this.name)
			.put("port", number)
			.put("description", description);
	}

}
