/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;

import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceMerge;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.sim.RanConfig;

/** Traces of one or several sources, and what stands in them. */
final class TraceOptions {

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE", parameterConsumer = FileLists.class,
			description = "Read these CSV, gzip CSV or Parquet files, or folders with x.npy (N, L, F) and "
					+ "y.npy (N, F). Again for a " + "further source: several become one model.")
	private List<List<Path>> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Read the traces by this schema file (docs/examples/), one for all --data or one "
					+ "for each in their order; without one the 13 "
					+ "standard KPIs at 100 ms, as 'simulate' writes them.")
	private List<Path> schemas = new ArrayList<>();

	/**
	 * Reads all sources as one trace.
	 * @throws IllegalArgumentException if there are neither one nor as many schema files
	 * as sources
	 */
	Trace read() {
		return read(this.data, this.schemas);
	}

	/** The same for a command on which they may be left out. */
	static Trace read(List<List<Path>> data, List<Path> schemas) {
		return TraceMerge.of(readEach(data, schemas));
	}

	/** Reads each source as a trace of its own. */
	static List<Trace> readEach(List<List<Path>> data, List<Path> schemas) {
		SchemaFiles.wrong(schemas, data.size()).ifPresent((wrong) -> {
			throw new IllegalArgumentException(wrong);
		});
		List<Trace> traces = new ArrayList<>();
		for (int i = 0; i < data.size(); i++) {
			TraceSchema schema = TraceSchema.of(SchemaFiles.of(schemas, i), RanConfig.schema());
			traces.add(TraceReader.read(schema, data.get(i)));
		}
		return traces;
	}

}
