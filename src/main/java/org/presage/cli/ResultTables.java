/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.TextTable;
import org.presage.benchmark.BranchStudy;
import org.presage.benchmark.ClosedLoop;
import org.presage.benchmark.Estimate;
import org.presage.benchmark.FloorStudy;
import org.presage.benchmark.LoadResult;
import org.presage.benchmark.LoopReport;
import org.presage.offline.evaluation.Baselines;

/** Prints results in short; {@code --json} has all of them. */
final class ResultTables {

	private ResultTables() {
	}

	/** Policies in closed loop. */
	static void print(LoopReport report, PrintWriter out) {
		out.printf("%d cells, load %s, %,d intervals, seeds %s; reward in train standard deviations%s%n%n",
				report.cells(), report.load(), report.steps(), report.seeds(),
				(report.answers() != null) ? "; answers " + report.answers() : "");
		TextTable table = new TextTable("policy", "slice", ">reward", ">Delay over limit %", ">PRBs", ">alternating %");
		report.policies().forEach((name, policy) -> {
			Double cells = policy.cellsOverLimit();
			table.row(name, "", digits(3, policy.rewardMean()),
					digits(2, 100 * ((cells != null) ? cells : policy.delayOverLimit())), digits(1, policy.prbsMean()),
					digits(1, 100 * policy.alternating()));
			Map<String, LoopReport.SliceResult> slices = policy.slices();
			if (slices != null) {
				slices.forEach((slice, one) -> table.row("", slice, digits(3, one.rewardMean()),
						digits(2, 100 * one.delayOverLimit()), digits(1, one.prbsMean()),
						digits(1, 100 * one.alternating())));
			}
		});
		table.print(out);
		Estimate share = report.ceilingShare();
		if (share != null && !Double.isNaN(share.mean())) {
			out.printf(
					"%npresage: %s (%s to %s) of the way from the best rule in hindsight to rollouts on the true simulator%n",
					digits(2, share.mean()), digits(2, share.low()), digits(2, share.high()));
		}
		else if (share != null && report.policies().containsKey(ClosedLoop.Contender.ORACLE.toString())
				&& report.policies().containsKey(ClosedLoop.Contender.BEST_RULE.toString())) {
			out.printf("%n%s%n", RivalTables.NO_WAY);
		}
		out.flush();
	}

	/** Forecasters beside the floor of the simulator, and effects of actions. */
	static void print(FloorStudy.FloorResult floor, Map<String, BranchStudy.ActionEffect> effects, PrintWriter out) {
		TextTable errors = new TextTable("forecaster", ">RMSE", ">from " + Baselines.VARX + " (0) to the floor (1)");
		floor.rmse()
			.forEach((name, rmse) -> errors.row(name, digits(4, rmse),
					digits(3, floor.shareFromVarxToFloor().get(name))));
		errors.row("floor", digits(4, floor.floor()), digits(3, 1.0));
		errors.row("floor, neighbours known", digits(4, floor.floorNeighboursKnown()), "");
		errors.print(out);
		out.println();
		TextTable table = new TextTable("effect of the action on", ">states", ">sign right %", ">error vs. none");
		effects.forEach((kpi, effect) -> table.row(kpi, effect.branches(), digits(1, 100 * effect.signRight()),
				digits(3, effect.errorVsNone())));
		table.print(out);
		out.flush();
	}

	/** A load on a server. */
	static void print(LoadResult load, long gcPauseMaxMs, PrintWriter out) {
		LoadResult.Answers answers = load.answers();
		out.printf(
				"%d cells every %d ms%s: %,d reports sent, %,d answered, %,d held, %,d of them over budget, %,d "
						+ "rejected%n%n",
				load.cells(), load.periodMs(), load.burst() ? " at once" : "", load.sent(), answers.answered(),
				answers.held(), answers.deadlineMissed(), answers.rejected());
		TextTable times = new TextTable("", ">p50 ms", ">p99 ms", ">p99.9 ms", ">max ms");
		times.row("receipt to decision", digits(2, answers.p50Ms()), digits(2, answers.p99Ms()),
				digits(2, answers.p999Ms()), digits(2, answers.maxMs()));
		times.row("added by the edge", digits(2, answers.addedP50Ms()), digits(2, answers.addedP99Ms()),
				digits(2, answers.addedP999Ms()));
		times.print(out);
		out.printf(
				"%neach decision: %s iterations, %s µs of processor time, %,d bytes allocated; longest stop of the "
						+ "JVM: %d ms%n",
				digits(2, answers.iterationsMean()), digits(0, load.cpuUsPerDecision()), load.allocBytesPerDecision(),
				gcPauseMaxMs);
		out.flush();
	}

	/** A number with so many decimals; a dash where there is none. */
	static String digits(int decimals, @Nullable Double value) {
		return (value == null || value.isNaN()) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

}
