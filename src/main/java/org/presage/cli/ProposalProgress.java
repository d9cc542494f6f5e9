/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.util.Locale;

import org.presage.base.Clock;
import org.presage.base.Rounding;
import org.presage.offline.training.ProposalTraining;

/** Prints how far a model has learnt to propose plans, a line every ten seconds. */
final class ProposalProgress implements ProposalTraining.Listener {

	private static final long APART_NS = 10_000_000_000L;

	private final PrintWriter out;

	private final Clock clock;

	private final long startedNs;

	private long printedNs;

	ProposalProgress(PrintWriter out, Clock clock) {
		this.out = out;
		this.clock = clock;
		this.startedNs = clock.nanoTime();
		this.printedNs = this.startedNs;
	}

	@Override
	public void planned(int round, int rounds, int examples, int of) {
		if (due(examples == of)) {
			print("round %d/%d: %,d of %,d windows planned", round, rounds, examples, of);
		}
	}

	@Override
	public void learnt(int epoch, int epochs, double loss) {
		if (due(epoch == epochs)) {
			print("epoch %d/%d: loss %.4f", epoch, epochs, loss);
		}
	}

	private boolean due(boolean last) {
		long nowNs = this.clock.nanoTime();
		boolean due = last || nowNs - this.printedNs >= APART_NS;
		this.printedNs = due ? nowNs : this.printedNs;
		return due;
	}

	private void print(String format, Object... values) {
		this.out.printf(Locale.ROOT, format + "%n", values);
		this.out.flush();
	}

	double seconds() {
		return Rounding.to(3, (this.clock.nanoTime() - this.startedNs) / 1e9);
	}

}
