/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
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
	 * Keeps a policy in place of another one. The mediator sends its policies again after
	 * a restart. What came by REST would be lost, although it was confirmed.
	 * @throws PolicyRefused if it came by REST and cannot be kept; the other one is kept
	 */
	void keep(A1Policy policy, @Nullable A1Policy before) {
		if (keep(policy) || policy.source() != PolicySource.REST) {
			return;
		}
		if (before != null) {
			keep(before);
		}
		else {
			forget(policy.id());
		}
		throw unwritable();
	}

	/**
	 * Forgets a policy, also what was kept and cannot be read.
	 * @param policy with that id, which stays if this fails; null if there is none
	 * @throws PolicyRefused if that was asked by REST and would not survive a restart
	 */
	void forget(String id, @Nullable A1Policy policy, PolicySource by) {
		if (!forget(id) && policy != null && by == PolicySource.REST) {
			keep(policy);
			throw unwritable();
		}
	}

	private static PolicyRefused unwritable() {
		return new PolicyRefused(PolicyRefused.Reason.STATE, "state",
				"one that can be written (presage.intent.state, or the shared data layer)",
				"one that cannot; the log has the reason");
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
