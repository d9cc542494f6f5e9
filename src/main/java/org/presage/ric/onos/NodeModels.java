/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.presage.e2.control.PrbControl;

/**
 * Which service models each node lists in the topology. A control for another one takes
 * onos-e2t down for every xApp: it addresses the answer to a RAN function that is not
 * there. So none is sent unless the node lists the model. Thread-safe.
 */
public final class NodeModels {

	private static final String E2SM = "1.3.6.1.4.1.53148.1.";

	private final String topologyKey;

	private final String controlKey;

	private final String waits;

	private volatile Map<String, Set<String>> known = Map.of();

	private volatile boolean expected;

	/**
	 * @param topologyKey of the configuration that names the topology, for messages
	 * @param controlKey of the configuration that chooses the service model
	 */
	public NodeModels(String topologyKey, String controlKey) {
		this.topologyKey = topologyKey;
		this.controlKey = controlKey;
		this.waits = "the topology (" + topologyKey + ") has not listed the node's service models yet";
	}

	/**
	 * Learns what the topology says.
	 * @param models OIDs and names, by node
	 */
	void learn(Map<String, Set<String>> models) {
		this.known = Map.copyOf(models);
	}

	/** A topology will be learnt. */
	void expect() {
		this.expected = true;
	}

	/**
	 * Why control of a node must wait; null if the topology has listed the node, or there
	 * is none.
	 */
	@Nullable String waiting(String node) {
		return (this.expected && !this.known.containsKey(node)) ? this.waits : null;
	}

	/** Why a node gets no control by a service model; null if it lists the model. */
	@Nullable String refusal(String node, OnosSettings.Model model) {
		Set<String> listed = this.known.get(node);
		if (listed == null) {
			return "not sent: the topology does not say which service models the node has (" + this.topologyKey
					+ "), and onos-e2t ends when it lacks " + model.name();
		}
		String number = number(model.name());
		boolean found = listed.stream()
			.anyMatch((one) -> one.equalsIgnoreCase(model.name())
					|| (number != null && one.startsWith(E2SM) && one.endsWith(".2." + number)));
		return found ? null : "not sent: the node does not list " + model.name() + " (" + this.controlKey + "), only "
				+ new TreeSet<>(listed);
	}

	private static @Nullable String number(String model) {
		for (PrbControl control : PrbControl.values()) {
			if (control.serviceModel().equals(model)) {
				return String.valueOf(control.serviceModelNumber());
			}
		}
		return null;
	}

}
