/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.ric.state.StateStore;

/** Policies where they survive a restart, each under a key of its own. */
public final class KeptPolicies {

	private static final String KEY = "policy/";

	private final StateStore store;

	public KeptPolicies(StateStore store) {
		this.store = store;
	}

	/** Returns whether it will survive a restart. */
	boolean keep(A1Policy policy) {
		ObjectNode json = JsonValue.object()
			.put("received_ms", policy.receivedMs())
			.put("source", policy.source().name());
		json.set("policy", policy.payload());
		return this.store.set(KEY + policy.id(), json.toString());
	}

	/** Returns whether it will be forgotten after a restart too. */
	boolean forget(String id) {
		return this.store.remove(KEY + id);
	}

	/**
	 * Those of before the restart.
	 * @param damaged receives each that cannot be read, which stays where it is
	 */
	List<A1Policy> all(Consumer<PolicyRefused> damaged) {
		List<A1Policy> policies = new ArrayList<>();
		for (String key : this.store.keys()) {
			if (key.startsWith(KEY)) {
				this.store.get(key).ifPresent((text) -> {
					try {
						policies.add(read(key.substring(KEY.length()), text));
					}
					catch (IllegalArgumentException ex) {
						damaged.accept(new PolicyRefused(PolicyRefused.Reason.STATE, key, "a policy as it was kept",
								String.valueOf(ex.getMessage())));
					}
				});
			}
		}
		return policies;
	}

	private static A1Policy read(String id, String text) {
		JsonValue kept = JsonValue.read(text.getBytes(StandardCharsets.UTF_8));
		JsonNode policy = kept.field("policy").node();
		if (policy == null) {
			throw kept.field("policy").wrong("a policy");
		}
		return A1PolicyReader.read(id, PolicySource.valueOf(kept.field("source").text()),
				kept.field("received_ms").whole(0, Long.MAX_VALUE), policy);
	}

}
