/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;

/**
 * Whether a policy counts.
 *
 * @param enforced whether something that it says counts somewhere
 * @param cause if not, why, as O-RAN A1AP names it; null if it is
 * @param reason the same for humans; empty if it is
 * @param overridden what it says that does not count because of another policy
 */
public record PolicyStatus(boolean enforced, @Nullable Cause cause, String reason, List<Overridden> overridden) {

	/** Most entries of {@link #overridden}; there may be more. */
	private static final int MOST = 100;

	/** Why a policy is not enforced (O-RAN.WG2.A1AP, data type EnforcementReason). */
	public enum Cause {

		/** What it says does not fit the model that serves. */
		STATEMENT_NOT_APPLICABLE,
		/** It is not its time, or others count before it. */
		OTHER_REASON

	}

	/**
	 * A statement that does not count.
	 *
	 * @param statement path without the {@code $}
	 * @param by id of the policy that counts in its place
	 * @param where cell, slice, or the network
	 */
	public record Overridden(String statement, String by, String where) {
	}

	/**
	 * @param inForce what counts now
	 * @param problem what of the policy cannot be met; null for nothing
	 */
	static PolicyStatus of(A1Policy policy, ActivePolicies inForce, long nowMs, @Nullable PolicyRefused problem) {
		if (nowMs < policy.validity().fromMs() || nowMs >= policy.validity().untilMs()) {
			return not(Cause.OTHER_REASON, "not its time: it counts " + policy.validity(), List.of());
		}
		if (problem != null) {
			return not(Cause.STATEMENT_NOT_APPLICABLE, String.valueOf(problem.getMessage()), List.of());
		}
		if (policy.statements().isEmpty()) {
			return not(Cause.OTHER_REASON, "it says nothing but its scope", List.of());
		}
		List<Overridden> overridden = new ArrayList<>();
		boolean somewhere = policy.scope().ofNetwork() && look(policy, inForce.elsewhere(), "the network", overridden);
		Set<CellId> targets = new HashSet<>(policy.scope().targets());
		for (CellId cell : inForce.named()) {
			boolean about = policy.scope().ofNetwork() || targets.contains(cell) || targets.contains(cell.whole());
			if (about && !(somewhere && overridden.size() >= MOST)) {
				somewhere |= look(policy, inForce.verdict(cell), cell.toString(), overridden);
			}
		}
		if (somewhere) {
			return new PolicyStatus(true, null, "", List.copyOf(overridden));
		}
		// Between the look at the clock and the look at what counts it may have begun.
		String reason = overridden.isEmpty() ? "it begins or ends just now"
				: "overridden by " + overridden.getFirst().by();
		return not(Cause.OTHER_REASON, reason, overridden);
	}

	/** Whether anything that the policy says counts there. */
	private static boolean look(A1Policy policy, EffectivePolicy there, String where, List<Overridden> overridden) {
		boolean something = false;
		for (String statement : policy.statements().keySet()) {
			A1Policy enforced = there.enforced(policy, statement);
			if (enforced.id().equals(policy.id())) {
				something = true;
			}
			else if (overridden.size() < MOST) {
				overridden.add(new Overridden(statement, enforced.id(), where));
			}
		}
		return something;
	}

	private static PolicyStatus not(Cause cause, String reason, List<Overridden> overridden) {
		return new PolicyStatus(false, cause, reason, List.copyOf(overridden));
	}

}
