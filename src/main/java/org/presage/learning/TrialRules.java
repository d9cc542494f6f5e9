/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * When a challenger has shown that it is better, and when it has not. All numbers are
 * explained in docs/learning.md.
 *
 * @param windows that must have been forecast in shadow at least
 * @param mostWindows a challenger that has not shown it by then is rejected
 * @param frames that the cells of a stage of the canary must have at least
 */
public record TrialRules(long windows, long mostWindows, long frames) {

	/** As described. */
	public static final TrialRules DEFAULT = new TrialRules(2_000, 20_000, 1_000);

	/** Windows in which the PRBs changed, at least. */
	private static final long CHANGES = 100;

	private static final double WORSE = 1.01;

	private static final double LEAST_COVERAGE = 0.87;

	private static final double MOST_COVERAGE = 0.93;

	/** Frames before anything but a failure is judged. */
	private static final long EARLIEST = 200;

	private static final double SURPRISE = 1.5;

	/** Of shares. */
	private static final double EXCESS = 0.1;

	/** Frames of other cells, without which nothing is compared with them. */
	private static final long CONTROL = 100;

	private static final long MISSED = 3;

	/**
	 * Least standard deviation of what cells have more or less than before: cells that
	 * are all alike are so by chance.
	 */
	private static final double LEAST_DEVIATION = 0.02;

	/** That of a share with few cells, of which nothing is known. */
	private static final double UNKNOWN_DEVIATION = 0.3;

	/** Degrees of freedom from which the cells' deviation counts. */
	private static final int FEW = 4;

	/**
	 * Probability that a normal value is more than 3 standard deviations above its mean.
	 */
	private static final double TAIL = 0.00135;

	/** What has been decided. */
	public enum Verdict {

		PENDING, PASSED, REJECTED

	}

	/**
	 * A verdict.
	 *
	 * @param reason for it, or what is missing
	 */
	public record Judgement(Verdict verdict, String reason) {
	}

	/** Judges forecasts in shadow. */
	public Judgement shadow(ShadowTrial.Report found) {
		if (!found.isFinite()) {
			return new Judgement(Verdict.REJECTED, "finite: expected finite forecasts, found others");
		}
		List<String> missing = new ArrayList<>();
		require(missing, found.least() > 0, "advantage",
				"a CRPS that is lower than the champion's with 95 % confidence", "%.4f (%.4f to %.4f) lower"
					.formatted(found.champion() - found.challenger(), found.least(), found.most()));
		require(missing, found.coverage() >= LEAST_COVERAGE && found.coverage() <= MOST_COVERAGE, "coverage",
				"0.87 to 0.93", text("%.3f", found.coverage()));
		require(missing, found.others() >= 0, "nodes", "not to be worse without the node at which it gains most",
				text("%.4f lower", found.others()));
		require(missing, found.changes() >= CHANGES, "changes", "at least 100 windows in which the PRBs changed",
				String.valueOf(found.changes()));
		require(missing, !(found.changedChallenger() > WORSE * found.changedChampion()), "changed",
				"an error where the PRBs changed that is at most 1 % above the champion's",
				text("%.4f beside %.4f", found.changedChallenger(), found.changedChampion()));
		String reason = String.join("; ", missing);
		if (found.windows() >= this.windows && missing.isEmpty()) {
			return new Judgement(Verdict.PASSED, "");
		}
		if (found.windows() >= this.mostWindows || found.windows() > 0 && found.most() < 0) {
			return new Judgement(Verdict.REJECTED, reason);
		}
		return new Judgement(Verdict.PENDING, reason);
	}

	private static String text(String form, Object... values) {
		return String.format(Locale.ROOT, form, values);
	}

	private static void require(List<String> missing, boolean holds, String name, String expected, String found) {
		if (!holds) {
			missing.add(name + ": expected " + expected + ", found " + found);
		}
	}

	/**
	 * Judges cells that it plans, beside the others. Without others, beside what was
	 * usual before.
	 */
	public Judgement canary(CanaryWatch.Report found) {
		CanaryWatch.Group its = found.canary();
		CanaryWatch.Group others = found.control();
		boolean isCompared = others.settled() >= CONTROL;
		List<String> broken = new ArrayList<>();
		require(broken, its.failed() == 0, "failed", "finite plans", its.failed() + " decisions without one");
		require(broken, its.missed() < MISSED || its.missed() <= mostMissed(its, others), "missed",
				"fewer than 3 late decisions, or twice the others' share by chance", String.valueOf(its.missed()));
		if (its.settled() >= EARLIEST && (isCompared || others.decided() == 0)) {
			compare(broken, "violations", "reports below the service level agreement", its.violations(),
					isCompared ? others.violations() : null, 0);
			compare(broken, "held", "held decisions", its.held(), isCompared ? others.held() : null, EXCESS);
		}
		if (its.frames() >= EARLIEST && (others.frames() >= CONTROL || others.decided() == 0)) {
			double expected = (others.frames() >= CONTROL) ? others.surprise() / others.usual() : 1;
			require(broken, its.surprise() <= SURPRISE * expected * its.usual(), "surprise",
					"at most 1.5 times what these cells have usually, by the others' change",
					text("%.2f beside %.2f", its.surprise(), expected * its.usual()));
		}
		if (its.settled() >= this.frames && (isCompared || others.decided() == 0)) {
			compare(broken, "alternating", "changes that are taken back", its.alternations(),
					isCompared ? others.alternations() : null, EXCESS);
		}
		if (!broken.isEmpty()) {
			return new Judgement(Verdict.REJECTED, String.join("; ", broken));
		}
		boolean isEnough = its.frames() >= this.frames && (others.frames() >= CONTROL || others.decided() == 0);
		return new Judgement(isEnough ? Verdict.PASSED : Verdict.PENDING, "frames: expected at least " + this.frames
				+ " and " + CONTROL + " of other cells, found " + its.frames() + " and " + others.frames());
	}

	/**
	 * Late decisions, twice the others' share and 3 standard deviations of a Poisson
	 * distribution. Of the share by the rule of succession: that few cells had none so
	 * far does not mean that there are none.
	 */
	private static double mostMissed(CanaryWatch.Group its, CanaryWatch.Group others) {
		double twice = 2 * its.decided() * (others.missed() + 1.0) / (others.decided() + 2);
		return twice + 3 * Math.sqrt(twice);
	}

	/**
	 * Student's t-test of the difference between cells: the limit is the quantile that
	 * corresponds to 3 standard deviations.
	 * @param least excess that is tolerated whatever the deviation
	 */
	private static void compare(List<String> broken, String name, String what, CanaryWatch.CellMean its,
			CanaryWatch.@Nullable CellMean others, double least) {
		CanaryWatch.CellMean besides = (others != null && others.cells() > 0) ? others : null;
		double excess = its.mean() - ((besides != null) ? besides.mean() : 0);
		int freedom = its.cells() - 1 + ((besides != null) ? besides.cells() - 1 : 0);
		double squares = its.squares() + ((besides != null) ? besides.squares() : 0);
		double deviation = (freedom < FEW) ? UNKNOWN_DEVIATION
				: Math.max(LEAST_DEVIATION, Math.sqrt(squares / freedom));
		double error = deviation * Math.sqrt(1.0 / its.cells() + ((besides != null) ? 1.0 / besides.cells() : 0));
		double limit = Math.max(least,
				error * TDistribution.of(Math.max(FEW, freedom)).inverseSurvivalProbability(TAIL));
		require(broken, !(excess > limit), name, text("a share of %s that grows by at most %.3f", what, limit),
				text("%.3f", excess));
	}

}
