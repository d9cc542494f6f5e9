/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.presage.base.InvalidInputException;

/**
 * Numbers of the RAN functions of each node: what the E2 manager tells, or what is
 * configured. Thread-safe.
 */
public final class RanFunctions {

	private final OscSettings settings;

	private final Map<String, NodeDetails> nodes = new ConcurrentHashMap<>();

	public RanFunctions(OscSettings settings) {
		this.settings = settings;
	}

	void learn(NodeDetails node) {
		this.nodes.put(node.name(), node);
	}

	/** Some nodes give an OID of their own to E2SM-KPM: there the definition decides. */
	int kpm(String node) {
		return of(node, RanFunctions::isKpm).orElse(this.settings.kpmFunction());
	}

	private static boolean isKpm(NodeDetails.Function function) {
		try {
			return function.kpm().isPresent();
		}
		catch (InvalidInputException ex) {
			return true;
		}
	}

	/**
	 * Number of the function that takes control: the one of the service model's OID, or
	 * the configured one. Empty if the node lists its functions and neither of them: what
	 * becomes of a control for a function that a node does not have, nobody knows.
	 */
	OptionalInt control(String node) {
		String oid = "1\\.3\\.6\\.1\\.4\\.1\\.53148\\.1\\.\\d+\\.2\\." + this.settings.controlModel();
		OptionalInt ofModel = of(node, (function) -> function.oid().matches(oid));
		if (ofModel.isPresent()) {
			return ofModel;
		}
		int configured = this.settings.controlFunction();
		NodeDetails known = this.nodes.get(node);
		return (known == null || known.functions().isEmpty()) ? OptionalInt.of(configured)
				: of(node, (function) -> function.id() == configured
						&& (this.settings.controlByNumber() || function.oid().isEmpty()));
	}

	private OptionalInt of(String node, Predicate<NodeDetails.Function> wanted) {
		NodeDetails known = this.nodes.get(node);
		return (known == null) ? OptionalInt.empty()
				: known.functions().stream().filter(wanted).mapToInt(NodeDetails.Function::id).findFirst();
	}

	/** What a node lists, in words. */
	String listed(String node) {
		NodeDetails known = this.nodes.get(node);
		return (known == null) ? "nothing is known" : String.join(", ",
				known.functions().stream().map((function) -> function.id() + " " + function.oid()).toList());
	}

}
