/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.presage.offline.data.Trace;

/** A recorded trace for a benchmark that can also simulate one. */
final class BenchTraceOptions {

	@Option(names = "--data", arity = "1..*", paramLabel = "FILE", parameterConsumer = FileLists.class,
			description = "Use this trace, as for 'train' (default: the simulator).")
	private List<List<Path>> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE", description = "Read --data by this schema file.")
	private List<Path> schemas = new ArrayList<>();

	/** The trace; null for the simulator. */
	@Nullable Trace read() {
		return this.data.isEmpty() ? null : TraceOptions.read(this.data, this.schemas);
	}

}
