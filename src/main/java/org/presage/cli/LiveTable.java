/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.google.protobuf.util.Durations;

import org.presage.api.WireEnums;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.PredictedKpi;
import org.presage.api.v1.ReportRejected;
import org.presage.base.Clock;
import org.presage.base.TextTable;
import org.presage.kpi.KpiSchema;
import org.presage.sim.SimulatedNode;

/**
 * A compact table of the simulated cells and the decisions for them, printed once in a
 * while.
 */
final class LiveTable implements SimulatedNode.Listener {

	private final PrintStream out;

	private final Clock clock;

	private final long everyNs;

	private final boolean redraw;

	private final int width;

	private final KpiSchema schema;

	private final List<String> names;

	private final float[][] kpis;

	private final AttachResponse[] answers;

	private long printedNs;

	private int printed;

	private long decisions;

	/**
	 * @param redraw overwrite the table before instead of printing the next below it
	 * @param width of a line, in characters; what is longer is cut
	 * @param names of the node's units
	 */
	LiveTable(PrintStream out, Clock clock, long everyNs, boolean redraw, int width, KpiSchema schema,
			List<String> names) {
		this.out = out;
		this.clock = clock;
		this.everyNs = everyNs;
		this.redraw = redraw;
		this.width = width;
		this.schema = schema;
		this.names = names;
		this.kpis = new float[names.size()][];
		this.answers = new AttachResponse[names.size()];
		this.printedNs = clock.nanoTime();
	}

	@Override
	public synchronized void measured(int unit, float[] values) {
		this.kpis[unit] = values;
	}

	/** Decisions that have come. */
	synchronized long decisions() {
		return this.decisions;
	}

	@Override
	public synchronized void answered(int unit, AttachResponse message) {
		this.answers[unit] = message;
		this.decisions++;
		if (this.clock.nanoTime() - this.printedNs >= this.everyNs
				&& Arrays.stream(this.answers).allMatch((a) -> a != null)) {
			this.printedNs = this.clock.nanoTime();
			print();
		}
	}

	private void print() {
		StringBuilder table = new StringBuilder();
		if (this.redraw && this.printed > 0) {
			table.append("\033[").append(this.answers.length + 2).append("A");
		}
		rows().lines().forEach((row) -> table.append(line(row)));
		table.append(line(String.format(Locale.ROOT, "%,d decisions so far", this.decisions)));
		this.out.print(table);
		this.out.flush();
		this.printed++;
	}

	private String line(String text) {
		return Redraw.cut(text, this.width) + (this.redraw ? "\033[K" : "") + System.lineSeparator();
	}

	/** Headers are as wide as cells usually are, so that columns stay where they are. */
	private TextTable rows() {
		TextTable table = new TextTable("cell    ", ">SINR dB", ">delay ms", "> buffer kB", "PRBs now>new",
				"why       ", "predicted delay ms (90%)", "> latency", "reason");
		for (int u = 0; u < this.answers.length; u++) {
			AttachResponse answer = this.answers[u];
			float[] values = this.kpis[u];
			if (answer.hasRejected()) {
				table.row(this.names.get(u), "–", "–", "–", "–", "rejected", "–", "–", rejection(answer.getRejected()));
				continue;
			}
			PrbDecision decision = answer.getDecision();
			table.row(this.names.get(u), number(1, value(values, "SINR")), number(1, value(values, "Delay")),
					number(1, value(values, "Buffer") / 1000),
					String.format("%3s > %s", number(0, value(values, this.schema.action())),
							decision.hasPrbs() ? decision.getPrbs() : "?"),
					WireEnums.name(decision.getOutcome()), predictedDelay(decision),
					String.format(Locale.ROOT, "%.2f ms", Durations.toNanos(decision.getLatency()) / 1e6),
					decision.getDetail());
		}
		return table;
	}

	private float value(float[] values, String kpi) {
		int index = this.schema.indexOf(kpi);
		return (index < 0) ? Float.NaN : values[index];
	}

	private static String predictedDelay(PrbDecision decision) {
		for (PredictedKpi kpi : decision.getPredictedList()) {
			if (kpi.getName().equals("Delay") && Double.isFinite(kpi.getMean(0))) {
				return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", kpi.getMean(0), kpi.getLow(0), kpi.getHigh(0));
			}
		}
		return "–";
	}

	private static String rejection(ReportRejected rejected) {
		return rejected.getField() + ": expected " + rejected.getExpected() + ", found " + rejected.getFound();
	}

	private static String number(int decimals, float value) {
		return Float.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

}
