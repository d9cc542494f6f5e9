/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

import org.presage.worldmodel.ModelManifest;

/** What all benchmarks have in common. */
final class BenchOptions {

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Mixin
	private SeedOption seed = new SeedOption();

	long seed() {
		return this.seed.value();
	}

	PrintWriter out() {
		return this.report.out();
	}

	/** Where people read how far the work is. */
	PrintWriter progress() {
		return this.report.progress();
	}

	/**
	 * Writes the result.
	 * @param model that was measured; null for none
	 */
	void write(@Nullable ModelManifest model, Object result) {
		this.report.write(CommandResult.of(this.seed.value(), model, result));
	}

}
