package org.presage.cli;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.presage.kpi.KpiSchema;
import org.presage.sim.RanConfig;
import org.presage.training.Trace;
import org.presage.training.TraceReader;
import org.presage.training.TraceSchema;

/** Files of one source, and what stands in them. Given again for a further source. */
final class TraceOptions {

	@Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE",
			description = "CSV, gzip CSV or Parquet files, or folders with x.npy (N, L, F) and y.npy (N, F).")
	private List<Path> data = List.of();

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Schema file of this --data (docs/examples/); without one the 13 standard KPIs at 100 ms, as "
					+ "'simulate' writes them.")
	private @Nullable Path schema;

	TraceSchema schema() {
		return (this.schema != null) ? TraceSchema.read(this.schema)
				: TraceSchema.tidy(KpiSchema.standard(RanConfig.STEP_MS, RanConfig.of(1).carrierPrbs()));
	}

	Trace read() {
		return TraceReader.read(schema(), this.data);
	}

}
