/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.presage.api.WireEnums;
import org.presage.api.v1.About;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.LatentPosition;
import org.presage.api.v1.LatentTrack;
import org.presage.api.v1.NeighbourEffect;
import org.presage.api.v1.PlanPrediction;
import org.presage.api.v1.PredictedKpi;
import org.presage.api.v1.Projection;
import org.presage.api.v1.ScoreTerm;
import org.presage.api.v1.StepSensitivity;
import org.presage.api.v1.WhatIfResponse;
import org.presage.base.TextTable;

/** Explanations as tables for people. */
final class ExplainTables {

	private static final int RECENT = 5;

	/** What rounding leaves of a difference that is none. */
	private static final double NOISE = 1e-9;

	private final PrintWriter out;

	private final List<String> kpis;

	/**
	 * @param kpis to show; those that weigh in the score if empty
	 */
	ExplainTables(PrintWriter out, List<String> kpis) {
		this.out = out;
		this.kpis = kpis;
	}

	void head(String subject, ExplainCellResponse explained) {
		About about = explained.getAbout();
		line("%s, model %s (%s), %d frames, window of %d", subject, about.getModelVersion(), about.getArchitecture(),
				about.getFrames(), about.getWindow());
		line("PRBs in force %s; the plan was %s", about.hasInForce() ? number(about.getInForce()) : "not known",
				switch (about.getPlanOrigin()) {
					case PLAN_ORIGIN_DECIDED -> "decided by the loop";
					default -> "made for this answer";
				});
		if (about.getPoliciesCount() > 0) {
			line("under policies %s", String.join(", ", about.getPoliciesList()));
		}
		latents(explained.getLatents());
		sensitivity(explained.getSensitivity().getStepsList());
		if (explained.getNeighboursCount() > 0) {
			neighbours(explained.getNeighboursList(), weighing(explained.getPlan()));
		}
	}

	/** KPIs that are shown. */
	private List<String> weighing(PlanPrediction plan) {
		return plan.getPredictedList()
			.stream()
			.map(PredictedKpi::getName)
			.filter((name) -> this.kpis.isEmpty() ? value(plan.getTermsList(), name) != 0 : this.kpis.contains(name))
			.toList();
	}

	/** Of effects, the mean over the steps. */
	private void neighbours(List<NeighbourEffect> neighbours, List<String> shown) {
		line("");
		line("Neighbours: PRBs now > next, and what they change in the forecast, mean of all steps");
		TextTable table = new TextTable(Stream.concat(Stream.of("  cell", ">share", "plan", ">age", ">PRBs"),
				shown.stream().map((name) -> '>' + name)));
		for (NeighbourEffect one : neighbours) {
			String prbs = one.getPrbsList()
				.stream()
				.limit(2)
				.map(ExplainTables::number)
				.collect(Collectors.joining(" > "));
			boolean known = one.getPrbsCount() > 0;
			table.row(Stream.concat(
					Stream.of("  " + one.getCell(), percent(one.getShare()),
							WireEnums.name(one.getStanding()).toLowerCase(Locale.ROOT),
							known ? Integer.toString(one.getAge()) : "-", known ? prbs : "-"),
					shown.stream().map((name) -> number(effect(one, name)))));
		}
		table.print(this.out);
	}

	private static double effect(NeighbourEffect neighbour, String kpi) {
		return neighbour.getEffectsList()
			.stream()
			.filter((one) -> one.getName().equals(kpi))
			.flatMap((one) -> one.getDifferenceList().stream())
			.mapToDouble(Double::doubleValue)
			.average()
			.orElse(Double.NaN);
	}

	/** The plan alone. */
	void plan(ExplainCellResponse explained) {
		line("");
		line("Plan");
		compare(Map.of("plan", explained.getPlan()));
	}

	private void latents(LatentTrack track) {
		List<LatentPosition> positions = track.getPositionsList();
		line("");
		line("Latent state: %d windows; plane of the %s, %s + %s of its variance; last windows at %s", positions.size(),
				track.getPlaneOf(), percent(track.getExplainedVariance(0)), percent(track.getExplainedVariance(1)),
				positions.subList(Math.max(0, positions.size() - RECENT), positions.size())
					.stream()
					.map((p) -> "(" + number(p.getX()) + ", " + number(p.getY()) + ")")
					.collect(Collectors.joining(" ")));
	}

	private void sensitivity(List<StepSensitivity> steps) {
		List<String> terms = steps.getFirst()
			.getTermsList()
			.stream()
			.map(ScoreTerm::getName)
			.filter((name) -> steps.stream().anyMatch((step) -> Math.abs(value(step.getTermsList(), name)) > NOISE))
			.toList();
		line("");
		line("Sensitivity: score per PRB more at a step");
		TextTable table = new TextTable(Stream.concat(Stream.of("  step", "PRBs compared", ">score"),
				terms.stream().map((name) -> '>' + name)));
		for (int h = 0; h < steps.size(); h++) {
			StepSensitivity step = steps.get(h);
			table.row(Stream.concat(
					Stream.of("  +" + (h + 1), number(step.getLow()) + " to " + number(step.getHigh()),
							number(step.getDerivative())),
					terms.stream().map((name) -> number(value(step.getTermsList(), name)))));
		}
		table.print(this.out);
	}

	/** The present plan beside holding and the alternative. */
	void plans(WhatIfResponse answer) {
		line("");
		line("What if");
		for (Projection step : answer.getProjectedList()) {
			line("  step +%d: %s asked for, %s admissible (%s)", step.getStep() + 1, number(step.getRequested()),
					number(step.getPrbs()), step.getReason());
		}
		Map<String, PlanPrediction> plans = new LinkedHashMap<>();
		plans.put("present", answer.getPresent());
		if (answer.hasHold()) {
			plans.put("hold last", answer.getHold());
		}
		plans.put("what if", answer.getAlternative());
		compare(plans);
	}

	/** A row a plan, a column a step. */
	private void compare(Map<String, PlanPrediction> plans) {
		plans.forEach((name, plan) -> line("  %-10s score %9s = %s", name, number(plan.getScore()),
				sum(plan.getTermsList())));
		PlanPrediction first = plans.values().iterator().next();
		TextTable table = new TextTable(Stream.concat(Stream.of(""),
				IntStream.rangeClosed(1, first.getPrbsCount()).mapToObj((step) -> ">+" + step)));
		table.row("  PRBs");
		plans.forEach((name, plan) -> row(table, name, plan.getPrbsList(), ExplainTables::number));
		table.row("  P(SLA)");
		plans.forEach((name, plan) -> row(table, name, plan.getSlaProbabilityList(), ExplainTables::percent));
		for (int k = 0; k < first.getPredictedCount(); k++) {
			int kpi = k;
			String shown = first.getPredicted(k).getName();
			if (this.kpis.isEmpty() ? value(first.getTermsList(), shown) != 0 : this.kpis.contains(shown)) {
				table.row("  " + shown);
				plans.forEach((name, plan) -> {
					PredictedKpi predicted = plan.getPredicted(kpi);
					row(table, name, predicted.getMeanList(), ExplainTables::number);
					row(table, "  90 % low", predicted.getLowList(), ExplainTables::number);
					row(table, "  90 % high", predicted.getHighList(), ExplainTables::number);
					if (predicted.getUncorrectedMeanCount() > 0) {
						row(table, "  uncorrected", predicted.getUncorrectedMeanList(), ExplainTables::number);
					}
				});
			}
		}
		table.print(this.out);
	}

	private static double value(List<ScoreTerm> terms, String name) {
		return terms.stream().filter((t) -> t.getName().equals(name)).mapToDouble(ScoreTerm::getValue).sum();
	}

	/** The terms that count, the largest first. */
	private static String sum(List<ScoreTerm> terms) {
		return terms.stream()
			.filter((term) -> term.getValue() != 0)
			.sorted(Comparator.comparingDouble((ScoreTerm term) -> -Math.abs(term.getValue())))
			.map((term) -> term.getName() + " " + String.format(Locale.ROOT, "%+.3g", term.getValue()))
			.collect(Collectors.joining(", "));
	}

	private static void row(TextTable table, String name, List<? extends Number> cells, DoubleFunction<String> format) {
		table.row(Stream.concat(Stream.of("    " + name),
				cells.stream().map((cell) -> format.apply(cell.doubleValue()))));
	}

	private void line(String format, Object... values) {
		this.out.println(String.format(Locale.ROOT, format, values));
	}

	private static String percent(double share) {
		return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
	}

	/** Four significant digits, whole numbers as they are. */
	private static String number(double value) {
		if (Double.isNaN(value)) {
			return "-";
		}
		if (Math.abs(value - Math.rint(value)) < NOISE && Math.abs(value) < 1e7) {
			return Long.toString(Math.round(value));
		}
		return (Math.abs(value) >= 1000) ? String.format(Locale.ROOT, "%.0f", value)
				: String.format(Locale.ROOT, "%.4g", value);
	}

}
