/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.sim.e2.ControlHabit;
import org.presage.sim.e2.ControlHabits;
import org.presage.sim.e2.PeerNode;

/** The nodes that a subscription has aborted and that have not come back yet. */
final class AbortedNodes {

	private final Set<String> away = ConcurrentHashMap.newKeySet();

	private final AtomicInteger aborts = new AtomicInteger();

	/** Receives each disconnection and return of a node. */
	private volatile Consumer<String> listener = (node) -> {
	};

	void listen(Consumer<String> changed) {
		this.listener = changed;
	}

	/**
	 * Whether this subscription aborts the node. If so, it is disconnected from now on,
	 * and back after {@link ControlHabits#RESTART_MS}.
	 * @param definition E2SM-KPM-ActionDefinition
	 */
	boolean aborts(PeerNode node, byte[] definition) {
		boolean aborted = node.habits().has(ControlHabit.ABORT_ON_FORMAT4) && unreadable(node, definition)
				|| node.habits().has(ControlHabit.ABORT_ON_CONDITION) && otherCondition(node, definition);
		if (!aborted) {
			return false;
		}
		this.aborts.incrementAndGet();
		this.away.add(node.id());
		this.listener.accept(node.id());
		CompletableFuture.delayedExecutor(ControlHabits.RESTART_MS, TimeUnit.MILLISECONDS).execute(() -> {
			this.away.remove(node.id());
			this.listener.accept(node.id());
		});
		return true;
	}

	/**
	 * A node of another grammar aborts on what it cannot read. One that is simulated with
	 * the standard's stands for a node whose grammar nobody knows: it aborts on Format 4.
	 */
	private static boolean unreadable(PeerNode node, byte[] definition) {
		try {
			ActionDefinition asked = ActionDefinition.TYPES.in(node.grammar()).decode(definition);
			return node.grammar().family() == Grammar.Family.STANDARD
					&& asked.action() instanceof ActionDefinition.MeasureMatching;
		}
		catch (CodecException ex) {
			return true;
		}
	}

	/** OAI has a function for one condition, and calls none at address 0 for others. */
	private static boolean otherCondition(PeerNode node, byte[] definition) {
		try {
			ActionDefinition asked = ActionDefinition.TYPES.in(node.grammar()).decode(definition);
			return asked.action() instanceof ActionDefinition.MeasureMatching matching && matching.conditions()
				.stream()
				.map(ActionDefinition.UeCondition::test)
				.anyMatch((test) -> test.property() != TestCondition.Property.SNSSAI
						|| test.relation() != TestCondition.Relation.EQUAL
						|| !(test.value() instanceof TestCondition.Bytes));
		}
		catch (CodecException ex) {
			return true;
		}
	}

	boolean away(String node) {
		return this.away.contains(node);
	}

	/** How often a node has aborted. */
	int count() {
		return this.aborts.get();
	}

}
