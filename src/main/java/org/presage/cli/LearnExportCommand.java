/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.learning.StorePart;
import org.presage.learning.TransitionFile;
import org.presage.offline.data.SplitRule;

/** Exports a store of transitions as a trace. */
@Command(name = "export", mixinStandardHelpOptions = true,
		description = "Export a store of transitions as a trace that 'train', 'evaluate' and 'describe' read.")
final class LearnExportCommand implements Callable<Integer> {

	/** For training, validation and test. */
	private static final int LEAST_GROUPS = 3;

	@Mixin
	private StoreArgument store = new StoreArgument();

	@Option(names = "--out", required = true, paramLabel = "FILE",
			description = "Write the trace to this file: .csv, .csv.gz or .parquet.")
	@SuppressWarnings("NullAway.Init")
	private Path out;

	@Option(names = "--schema", required = true, paramLabel = "FILE",
			description = "Write the schema that the trace is read with to this file (YAML).")
	@SuppressWarnings("NullAway.Init")
	private Path schema;

	@Option(names = "--part", defaultValue = "newest", paramLabel = "PART",
			description = "Export this part. newest: the newest frames, a series is a cell; reservoir: windows of all times "
					+ "and states, a series is a window; all: both (default: ${DEFAULT-VALUE}).")
	private StorePart part = StorePart.NEWEST;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	/** What is written with --json. */
	@JsonResult
	record Export(String store, StorePart part, String trace, String schema, long rows) {
	}

	/** Windows of a cell overlap: no part of it may test what another part trains. */
	private String split(long cells) {
		if (!this.part.hasReservoir()) {
			return "";
		}
		return (cells >= LEAST_GROUPS) ? " --split-by group --folds " + Math.min(cells, SplitRule.FOLDS)
				: " --split-by series";
	}

	/** Nothing is written over what is read, or twice to one file. */
	private void requireOthers() {
		Path store = this.store.file().toAbsolutePath().normalize();
		Path trace = this.out.toAbsolutePath().normalize();
		Path keys = this.schema.toAbsolutePath().normalize();
		if (trace.equals(store) || keys.equals(store)) {
			throw new InvalidInputException(trace.equals(store) ? "--out" : "--schema", "another file than the store",
					this.store.file());
		}
		if (trace.equals(keys)) {
			throw new InvalidInputException("--schema", "another file than --out", this.schema);
		}
	}

	@Override
	public Integer call() {
		long rows;
		long cells;
		requireOthers();
		try (TransitionFile opened = TransitionFile.open(this.store.file())) {
			rows = opened.export(this.part, this.out);
			opened.exportSchema(this.schema);
			cells = opened.cells(this.part);
		}
		PrintWriter text = this.report.out();
		text.printf(Locale.ROOT, "%,d rows of %,d cells; train on them with:%n", rows, cells);
		text.printf("presage train --data '%s' --schema '%s'%s --out m.presage%n", this.out, this.schema, split(cells));
		if (this.part.hasReservoir() && cells < LEAST_GROUPS) {
			text.println("Windows of a cell overlap: judge the model on other data.");
		}
		this.report.write(
				new Export(this.store.file().toString(), this.part, this.out.toString(), this.schema.toString(), rows),
				this.out, this.schema);
		return ExitCodes.OK;
	}

}
