/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Locale;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.offline.training.TrainingListener;

/**
 * A line for each epoch of a training run; on a terminal also a progress bar with loss,
 * validation score and time left.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {

	private final PrintWriter console;

	private final boolean hasBar;

	private final int epochs;

	private final Clock clock;

	private @Nullable ProgressBar bar;

	private String validation = "";

	private long positions;

	private long startedNs;

	private long lastNs;

	TrainingProgress(ReportOptions report, int epochs, Clock clock) {
		this.console = report.out();
		this.hasBar = !report.isQuiet() && Redraw.isTerminal();
		this.epochs = epochs;
		this.clock = clock;
	}

	@Override
	public void step(int epoch, int step, int steps, int count, double loss) {
		if (this.startedNs == 0) {
			this.startedNs = this.clock.nanoTime();
			this.bar = this.hasBar ? bar((long) this.epochs * steps) : null;
		}
		this.positions += count;
		this.lastNs = this.clock.nanoTime();
		ProgressBar shown = this.bar;
		if (shown != null) {
			shown.stepTo((epoch - 1L) * steps + step);
			shown.setExtraMessage(String.format(Locale.ROOT, "loss %.4f%s", loss, this.validation));
		}
	}

	private static ProgressBar bar(long steps) {
		return new ProgressBarBuilder().setTaskName("train")
			.setStyle(ProgressBarStyle.ASCII)
			.setUpdateIntervalMillis(1000)
			.setInitialMax(steps)
			// A terminal is known of the standard output only; errors may go to a file.
			.setConsumer(new ConsoleProgressBarConsumer(System.out, 140))
			.build();
	}

	@Override
	public void epoch(int epoch, int of, double score, double rmse, boolean best) {
		this.validation = String.format(Locale.ROOT, " valid CRPS %.4f RMSE %.4f", score, rmse);
		this.console.printf(Locale.ROOT, "epoch %d/%d: validation CRPS %.4f, RMSE %.4f%s%n", epoch, of, score, rmse,
				best ? " (best)" : "");
		this.console.flush();
	}

	/** Time from the first step to the last, validation included. */
	double seconds() {
		return (this.lastNs - this.startedNs) / 1e9;
	}

	long positionsPerSecond() {
		return Math.round(this.positions / Math.max(1e-9, seconds()));
	}

	@Override
	public void close() {
		if (this.bar != null) {
			this.bar.close();
			this.bar = null;
		}
	}

}
