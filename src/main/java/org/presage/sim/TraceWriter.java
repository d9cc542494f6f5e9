/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.presage.base.FileFailure;
import org.presage.base.WholeFile;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;

/**
 * Writes a tidy trace: {@code source,series,t_ms} and one column a KPI; an absent value
 * is an empty field.
 */
public final class TraceWriter {

	/** Before the number of a cell. */
	private static final String CELL = "cell";

	private TraceWriter() {
	}

	/** Tells the allocation of every unit for the next interval. */
	public interface Allocator {

		/**
		 * @param last the network after the last interval
		 * @param prbs to be filled in, one a unit
		 */
		void allocate(RanSimulator last, int[] prbs);

	}

	/**
	 * A network that is recorded.
	 *
	 * @param prefix before the names of its series; empty for none
	 */
	public record Recorded(String prefix, RanSimulator network, Allocator policy) {
	}

	/**
	 * Simulates one network and writes; rows are grouped by cell and slice, each a
	 * series.
	 * @param file gzip-compressed if its name ends in {@code .gz}
	 * @param warmUp intervals before the first one that is written
	 * @throws org.presage.base.InvalidInputException naming the file if it cannot be
	 * written
	 */
	public static void write(RanSimulator simulator, Allocator policy, int warmUp, int steps, Path file) {
		write(List.of(new Recorded("", simulator, policy)), warmUp, steps, file);
	}

	/**
	 * Simulates several networks with the same KPIs one after the other and writes them
	 * into one trace.
	 */
	public static void write(List<Recorded> networks, int warmUp, int steps, Path file) {
		try {
			WholeFile.write(file, (out) -> {
				GZIPOutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : null;
				Writer writer = new BufferedWriter(
						new OutputStreamWriter((packed != null) ? packed : out, StandardCharsets.UTF_8), 1 << 16);
				header(networks.getFirst().network().schema(), writer);
				for (Recorded network : networks) {
					write(network, simulate(network, warmUp, steps), writer);
				}
				writer.flush();
				if (packed != null) {
					packed.finish();
				}
			});
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
	}

	private static float[][][] simulate(Recorded recorded, int warmUp, int steps) {
		RanSimulator simulator = recorded.network();
		int units = simulator.units();
		float[][][] rows = new float[units][steps][];
		int[] prbs = new int[units];
		for (int step = -warmUp; step < steps; step++) {
			recorded.policy().allocate(simulator, prbs);
			simulator.step(prbs);
			for (int u = 0; u < units && step >= 0; u++) {
				rows[u][step] = simulator.kpis(u);
			}
		}
		return rows;
	}

	private static void header(KpiSchema schema, Writer writer) throws IOException {
		writer.write("source,series,t_ms");
		for (Kpi kpi : schema.kpis()) {
			writer.write("," + kpi.name());
		}
		writer.write("\n");
	}

	private static void write(Recorded recorded, float[][][] rows, Writer writer) throws IOException {
		long stepMs = recorded.network().schema().stepMs();
		for (int u = 0; u < rows.length; u++) {
			String series = recorded.prefix() + series(recorded.network(), u);
			for (int step = 0; step < rows[u].length; step++) {
				writer.write("presage-sim," + series + "," + (step + 1) * stepMs);
				for (float value : rows[u][step]) {
					writer.write(Float.isNaN(value) ? "," : String.format(Locale.ROOT, ",%.6g", value));
				}
				writer.write("\n");
			}
		}
	}

	/**
	 * The cells that each cell of several networks hears, by the names of their series.
	 */
	public static Neighbours neighbours(List<Recorded> networks) {
		return networks.stream()
			.map((network) -> network.network().neighbours(network.prefix() + CELL))
			.reduce(Neighbours::with)
			.orElse(new Neighbours(Map.of()));
	}

	private static String series(RanSimulator simulator, int unit) {
		String slice = simulator.slice(unit).sNssai();
		return CELL + simulator.cell(unit) + (slice.isEmpty() ? "" : "/" + slice);
	}

}
