/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.Decision;
import org.presage.control.PlanInputs;
import org.presage.control.Replay;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;

/**
 * A recorded plan beside the one that is made from the same inputs now. Numbers are
 * compared bit for bit.
 *
 * @param recorded what was decided
 * @param again what is decided now
 */
public record Replayed(AuditRecord.Planned recorded, Decision.PlanForecast again) {

	/**
	 * Plans again.
	 * @param model the one that planned
	 * @throws InvalidInputException if it is another model, the window is not the one
	 * that was hashed, or nothing was planned
	 * @throws org.presage.base.InvalidInputException if the inputs do not fit each other
	 */
	public static Replayed of(WorldModel model, RecordedDecision decision, Clock clock) {
		AuditRecord.Planned plan = decision.record().plan();
		if (plan == null) {
			throw new InvalidInputException("outcome", "PLANNED", decision.record().outcome());
		}
		checkModel(model.manifest(), decision.record().modelVersion(), plan.inputs());
		String hash = FloatBytes.sha256(plan.inputs().windows());
		if (!hash.equals(plan.windowSha256())) {
			throw new InvalidInputException("window of decision " + decision.record().id(),
					"the recorded one with SHA-256 " + plan.windowSha256(), "another one with " + hash);
		}
		return new Replayed(plan,
				Replay.plan(model, RecordedSettings.read(decision.settings()), plan.inputs(), plan.slice(), clock));
	}

	private static void checkModel(ModelManifest found, String version, PlanInputs inputs) {
		if (!found.version().equals(version)) {
			throw new InvalidInputException("model", "version " + version + ", which decided",
					"version " + found.version());
		}
		for (Map.Entry<String, String> graph : new TreeMap<>(inputs.graphs()).entrySet()) {
			String sha256 = found.sha256().getOrDefault(graph.getKey(), "none");
			if (!sha256.equals(graph.getValue())) {
				throw new InvalidInputException("model " + version + ": SHA-256 of " + graph.getKey(),
						graph.getValue() + ", which decided", sha256);
			}
		}
		// What was added since to the same model would begin another search.
		String added = found.sha256().get(ModelPackage.PROPOSE);
		if (added != null && !inputs.graphs().containsKey(ModelPackage.PROPOSE)) {
			throw new InvalidInputException("model " + version + ": SHA-256 of " + ModelPackage.PROPOSE,
					"none, as in the package that decided", added);
		}
	}

	/** Whether all is the same. */
	public boolean same() {
		return samePlan() && sameScore() && sameHoldScore() && sameTerms();
	}

	public boolean samePlan() {
		return Arrays.equals(this.recorded.actions(), this.again.actions());
	}

	public boolean sameScore() {
		return same(this.recorded.score(), this.again.score());
	}

	public boolean sameHoldScore() {
		return same(this.recorded.holdScore(), this.again.holdScore());
	}

	/** By bits; absent is the same as absent. */
	public boolean sameTerms() {
		return Arrays.equals(this.recorded.terms(), this.again.terms());
	}

	/** Whether one of the terms is the same. */
	public boolean sameTerm(int index) {
		return index < this.recorded.terms().length && same(this.recorded.terms()[index], this.again.terms()[index]);
	}

	private static boolean same(double one, double other) {
		return Double.doubleToLongBits(one) == Double.doubleToLongBits(other);
	}

}
