/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a screening found. KPIs are the model's targets, in their order.
 *
 * @param model version of the model that was asked
 * @param architecture of that model
 * @param horizon steps imagined
 * @param stepMs length of a step in ms
 * @param kpis names of the targets
 * @param units of the targets
 * @param population windows that there are
 * @param windows of these that were screened
 * @param tailShare share of the tail in the population, 0..1
 * @param stress share of the tail among the screened ones, as asked for
 * @param blocks that the bounds rest on
 * @param scenarios as recorded, then one for each event
 * @param notes what a user should know, one sentence each
 */
public record ScreeningReport(String model, String architecture, int horizon, long stepMs, List<String> kpis,
		List<String> units, int population, int windows, double tailShare, double stress, int blocks,
		List<Scenario> scenarios, List<String> notes) {

	/** The windows as recorded. */
	public static final String RECORDED = "recorded";

	/**
	 * The policies over one set of windows.
	 *
	 * @param name {@link #RECORDED} or the event
	 * @param policies the reference first, then in the order given
	 */
	public record Scenario(String name, List<PolicyReport> policies) {
	}

	/**
	 * One policy.
	 *
	 * @param natural expectations over the population: every window counts as often as it
	 * occurs
	 * @param stressed expectations over the screened windows as they are; null if they
	 * were drawn from all alike
	 * @param worst cases, the worst first, none overlapping another
	 */
	public record PolicyReport(String policy, Estimate natural, @Nullable Estimate stressed, List<WorstCase> worst) {
	}

	/**
	 * Expectations. NaN where there is nothing to expect it from.
	 *
	 * @param reward sum over the horizon of the control loop's reward
	 * @param rewardGain its difference to the reference on the same windows
	 * @param rewardGainBounds of that difference
	 * @param violation share of steps that break the service level agreement, 0..1
	 * @param violationBounds of that share
	 * @param violationGain difference of that share to the reference on the same windows
	 * @param violationGainBounds of that difference
	 * @param prbs mean allocation
	 * @param kpis means over the horizon in their units {@code [Y]}
	 * @param epistemic mean spread of the model's members in train standard deviations
	 * @param outside share of steps with an allocation outside the trained bounds
	 * @param unfamiliar share of steps that are outside or whose spread is above the 99th
	 * percentile of the reference's on the windows as recorded
	 * @param nonFinite windows for which the model imagined nothing finite
	 */
	public record Estimate(double reward, double rewardGain, Interval rewardGainBounds, double violation,
			Interval violationBounds, double violationGain, Interval violationGainBounds, double prbs, double[] kpis,
			double epistemic, double outside, double unfamiliar, long nonFinite) {

		/**
		 * Above this share of unfamiliar steps the model's word is not to be relied upon.
		 */
		public static final double FAR = 0.05;

		/** Whether the policy leads to where the model does not know its way. */
		public boolean far() {
			return this.unfamiliar > FAR || this.nonFinite > 0;
		}

	}

	/**
	 * A window with one of the worst outcomes.
	 *
	 * @param series name in the trace
	 * @param row of the last observed frame in its series, from 0
	 * @param timeMs end of that frame's interval
	 * @param reward predicted; NaN counts as worst
	 * @param violation predicted share of steps that break the agreement
	 * @param plan PRBs of the H steps
	 */
	public record WorstCase(String series, int row, long timeMs, double reward, double violation, float[] plan) {
	}

	/** Whether there is an agreement that can be broken. */
	public boolean hasAgreement() {
		return this.scenarios.stream()
			.flatMap((scenario) -> scenario.policies().stream())
			.anyMatch((policy) -> !Double.isNaN(policy.natural().violation()));
	}

	/**
	 * Whether some policy may break the agreement more often than allowed: its upper
	 * bound is above, or not known. The reference is not asked.
	 */
	public boolean violates(double allowed) {
		return this.scenarios.stream()
			.flatMap((scenario) -> scenario.policies().stream())
			.filter((policy) -> !policy.policy().equals(HoldLast.NAME))
			.anyMatch((policy) -> !(policy.natural().violationBounds().high() <= allowed));
	}

}
