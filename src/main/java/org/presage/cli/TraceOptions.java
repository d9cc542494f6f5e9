package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.presage.kpi.KpiSchema;
import org.presage.sim.RanConfig;
import org.presage.training.Trace;
import org.presage.training.TraceMerge;
import org.presage.training.TraceReader;
import org.presage.training.TraceSchema;

/** Traces of one or several sources, and what stands in them. */
final class TraceOptions {

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE", parameterConsumer = FileLists.class,
			description = "CSV, gzip CSV or Parquet files, or folders with x.npy (N, L, F) and y.npy (N, F). Again for a "
					+ "further source: several become one model.")
	private List<List<Path>> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Schema file (docs/examples/), one for all --data or one for each in their order; without one the 13 "
					+ "standard KPIs at 100 ms, as 'simulate' writes them.")
	private List<Path> schemas = new ArrayList<>();

	/**
	 * Reads all sources as one trace.
	 * @throws IllegalArgumentException if there are neither one nor as many schema files
	 * as sources
	 */
	Trace read() {
		if (this.schemas.size() > 1 && this.schemas.size() != this.data.size()) {
			throw new IllegalArgumentException("--schema: expected one, or one for each of the " + this.data.size()
					+ " --data, found " + this.schemas.size());
		}
		List<Trace> traces = new ArrayList<>();
		for (int i = 0; i < this.data.size(); i++) {
			traces.add(TraceReader.read(columns(schema(i)), this.data.get(i)));
		}
		return TraceMerge.of(traces);
	}

	private @Nullable Path schema(int source) {
		return this.schemas.isEmpty() ? null : this.schemas.get((this.schemas.size() > 1) ? source : 0);
	}

	private static TraceSchema columns(@Nullable Path file) {
		return (file != null) ? TraceSchema.read(file)
				: TraceSchema.tidy(KpiSchema.standard(RanConfig.STEP_MS, RanConfig.of(1).carrierPrbs()));
	}

}
