/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.learning.TransitionFile;

/** Shows what a store of transitions holds. */
@Command(name = "status", mixinStandardHelpOptions = true,
		description = "Show what a store of transitions holds: frames, windows by PRBs and load, why reports were left "
				+ "out, and whether the allocations vary enough to learn their effect.")
final class LearnStatusCommand implements Callable<Integer> {

	private static final String[] QUARTERS = { "lowest", "low", "high", "highest" };

	@Mixin
	private StoreArgument store = new StoreArgument();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	/** What is written with --json. */
	@JsonResult
	record Status(String file, TransitionFile.Summary store) {
	}

	@Override
	public Integer call() {
		TransitionFile.Summary summary;
		try (TransitionFile opened = TransitionFile.open(this.store.file())) {
			summary = opened.summary();
		}
		print(summary, this.report.out());
		this.report.write(new Status(this.store.file().toString(), summary));
		return ExitCodes.OK;
	}

	private static void print(TransitionFile.Summary store, PrintWriter out) {
		out.printf(Locale.ROOT, "%,d newest frames of %,d cells%s; the node with most of them has %.0f %%%n",
				store.frames(), store.cells(),
				(store.fromMs() != null && store.toMs() != null)
						? ", " + Instant.ofEpochMilli(store.fromMs()) + " to " + Instant.ofEpochMilli(store.toMs())
						: "",
				100 * store.largestNode());
		out.printf(Locale.ROOT, "%,d windows of %d + %d frames%n%n", store.windows(), store.window(), store.horizon());
		TextTable windows = new TextTable("windows by load", ">PRBs lowest", ">low", ">high", ">highest");
		for (int load = 0; load < QUARTERS.length; load++) {
			int at = load;
			windows.row(Stream.concat(Stream.of(QUARTERS[load]),
					Arrays.stream(store.strata()).map((byLoad) -> byLoad[at])));
		}
		windows.print(out);
		out.println();
		TextTable results = new TextTable("reports", ">number");
		store.results().forEach((result, reports) -> results.row(result, reports));
		results.print(out);
		out.println();
		TextTable excitation = new TextTable("group", ">frames", ">excitation", ">PRBs", "");
		store.excitation()
			.forEach((group, its) -> excitation.row(group, Math.round(its.frames()),
					ResultTables.digits(3, its.share()), ResultTables.digits(2, its.residual()), verdict(its.share())));
		excitation.print(out);
	}

	private static String verdict(double share) {
		return Double.isNaN(share) ? "too few frames" : (share < TransitionFile.Excitation.LEAST)
				? "a function of the state: the effect of PRBs cannot be learnt" : "";
	}

}
