/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.database.DatabaseFile;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.worldmodel.ModelManifest;

/** Reads a file that a {@link TransitionStore} wrote. */
public final class TransitionFile implements AutoCloseable {

	private final DatabaseFile file;

	private final FrameLayout layout;

	private TransitionFile(DatabaseFile file, FrameLayout layout) {
		this.file = file;
		this.layout = layout;
	}

	/**
	 * What is in a file.
	 *
	 * @param window frames of context of a window, L
	 * @param horizon frames that follow, H
	 * @param kpis of a frame
	 * @param frames the newest
	 * @param cells whose they are, slices counted each
	 * @param fromMs end of the oldest interval, ms since 1970; null for none
	 * @param toMs end of the newest interval; null for none
	 * @param windows of the reservoir
	 * @param strata windows by {@code PRB quarter, load quarter}, all hours and groups
	 * together, {@code [4, 4]}
	 * @param results reports by {@link TransitionResult}, since the file was made
	 * @param largestNode share of the newest frames that come from the node with most of
	 * them; 0 without frames
	 * @param excitation by group of cells
	 */
	public record Summary(int window, int horizon, List<String> kpis, long frames, long cells, @Nullable Long fromMs,
			@Nullable Long toMs, long windows, long[][] strata, Map<String, Long> results, double largestNode,
			Map<String, Excitation> excitation) {
	}

	/**
	 * Whether the newest frames show what the action does.
	 *
	 * @param frames that count
	 * @param share of the action's variance that the state does not explain, 0 to 1; NaN
	 * if there are too few frames
	 * @param residual standard deviation of that part, in PRBs; NaN as {@code share}
	 */
	public record Excitation(double frames, double share, double residual) {

		/**
		 * Below it the effect of an action cannot be separated from that of the state.
		 */
		public static final double LEAST = 0.05;

	}

	/**
	 * Opens a file.
	 * @throws InvalidInputException if there is none, it is another file, or nothing is
	 * in it
	 */
	public static TransitionFile open(Path path) {
		DatabaseFile opened = null;
		try {
			opened = DatabaseFile.read(path, TransitionDatabase.TABLES);
			FrameLayout layout = TransitionDatabase.layout(opened);
			if (layout == null) {
				throw new InvalidInputException(path.toString(), "transitions",
						"none: no report has been kept" + reasons(opened));
			}
			return new TransitionFile(opened, layout);
		}
		catch (SQLException | RuntimeException ex) {
			DatabaseFile.closeQuietly(opened);
			throw DatabaseFile.unusable(path, TransitionDatabase.KIND, ex);
		}
	}

	private static String reasons(DatabaseFile file) throws SQLException {
		StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
		file.each("SELECT lower(result), reports FROM results ORDER BY ALL",
				(row) -> reasons.add(row.getString(1) + " " + row.getLong(2)));
		return reasons.toString();
	}

	/** Of all frames in it. */
	public KpiSchema schema() {
		return this.layout.schema();
	}

	/**
	 * Refuses a file whose frames a model cannot read, or whose windows are not as long
	 * as its.
	 * @throws InvalidInputException naming what differs
	 */
	public void requireLayout(ModelManifest model) {
		InvalidInputException difference = FrameLayout.of(model).difference(this.layout);
		if (difference != null) {
			throw difference.inside(this.file.path() + ": ");
		}
	}

	/** Which windows of it are never trained on. */
	public AnchorSet anchorSet() {
		return AnchorSet.of(this.layout);
	}

	/** The windows of the reservoir, L + H frames each. */
	public List<StoredSeries> windows() {
		try {
			return StoredFrames.windows(this.file, this.layout);
		}
		catch (SQLException ex) {
			throw DatabaseFile.unusable(this.file.path(), TransitionDatabase.KIND, ex);
		}
	}

	/**
	 * The windows of the reservoir that are in the {@link #anchorSet}, each
	 * {@code [L + H, F]}, physical values, NaN absent.
	 */
	public float[][] anchors() {
		AnchorSet set = anchorSet();
		return windows().stream()
			.filter((one) -> set.contains(one.cell().node(), one.cell().cell(), one.cell().slice(), one.endMs()))
			.map(StoredSeries::values)
			.toArray(float[][]::new);
	}

	/** The newest frames, a series for each stretch of a cell without a gap. */
	public List<StoredSeries> newest() {
		try {
			return StoredFrames.newest(this.file, this.layout);
		}
		catch (SQLException ex) {
			throw DatabaseFile.unusable(this.file.path(), TransitionDatabase.KIND, ex);
		}
	}

	/** Counts what is in it, and measures excitation from its newest frames. */
	public Summary summary() {
		try {
			long[] counts = row(
					"SELECT count(*), count(DISTINCT (node, cell, slice)), coalesce(min(interval_end_ms), -1), "
							+ "coalesce(max(interval_end_ms), -1) FROM frames",
					4);
			long[][] strata = new long[4][4];
			this.file.each("SELECT prb_quarter, load_quarter, count(*) FROM windows GROUP BY ALL",
					(row) -> strata[row.getInt(1)][row.getInt(2)] = row.getLong(3));
			Map<String, Long> results = new LinkedHashMap<>();
			this.file.each("SELECT result, reports FROM results ORDER BY reports DESC, result",
					(row) -> results.put(row.getString(1).toLowerCase(Locale.ROOT), row.getLong(2)));
			long largest = row("SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM frames GROUP BY node)",
					1)[0];
			return new Summary(this.layout.window(), this.layout.horizon(), this.layout.kpis(), counts[0], counts[1],
					(counts[2] < 0) ? null : counts[2], (counts[3] < 0) ? null : counts[3],
					row("SELECT count(*) FROM windows", 1)[0], strata, results,
					(counts[0] > 0) ? (double) largest / counts[0] : 0, excitation());
		}
		catch (SQLException ex) {
			throw DatabaseFile.unusable(this.file.path(), TransitionDatabase.KIND, ex);
		}
	}

	/** Standardised by the frames themselves. */
	private Map<String, Excitation> excitation() throws SQLException {
		KpiSchema schema = this.layout.schema();
		Standardizer.Fit fit = new Standardizer.Fit(schema);
		this.file.each("SELECT frame FROM frames", (row) -> fit.add(StoredFrames.values(row, 1), 0));
		Standardizer scaler = fit.build();
		Map<String, ExcitationMeter> meters = new TreeMap<>();
		Map<String, List<float[]>> newest = new LinkedHashMap<>();
		Map<String, Long> newestMs = new LinkedHashMap<>();
		this.file.each(
				"SELECT node || '/' || cell || '/' || slice, cells, interval_end_ms, frame FROM frames ORDER BY id",
				(row) -> {
					List<float[]> frames = newest.computeIfAbsent(row.getString(1), (any) -> new ArrayList<>());
					Long before = newestMs.put(row.getString(1), row.getLong(3));
					if (before != null && !this.layout.follows(before, row.getLong(3))) {
						frames.clear();
					}
					frames.add(StoredFrames.values(row, 4));
					if (frames.size() == 3) {
						meters
							.computeIfAbsent(row.getString(2),
									(any) -> new ExcitationMeter(scaler, schema.actionIndex()))
							.add(frames.get(0), frames.get(1), frames.get(2));
						frames.removeFirst();
					}
				});
		Map<String, Excitation> found = new LinkedHashMap<>();
		meters.forEach((group, meter) -> found.put(group,
				new Excitation(meter.frames(), meter.excitation(), meter.residual())));
		return found;
	}

	private long[] row(String sql, int columns) throws SQLException {
		long[] values = new long[columns];
		this.file.each(sql, (row) -> {
			for (int i = 0; i < columns; i++) {
				values[i] = row.getLong(i + 1);
			}
		});
		return values;
	}

	/**
	 * Writes a part as a trace, {@code cell_name,series,t_ms} and one column a KPI.
	 * @param trace CSV, compressed if its name ends in {@code .gz}, or Parquet if it ends
	 * in {@code .parquet}
	 * @return rows that were written
	 */
	public long export(StorePart part, Path trace) {
		return TransitionExport.write(this.file, this.layout, part, trace);
	}

	/** Groups of cells that windows belong to. */
	Set<String> groups() throws SQLException {
		Set<String> found = new TreeSet<>();
		this.file.each("SELECT DISTINCT cells FROM strata", (row) -> found.add(row.getString(1)));
		return found;
	}

	/** Cells and slices that a part has rows of. */
	public long cells(StorePart part) {
		List<String> from = new ArrayList<>();
		if (part.hasNewest()) {
			from.add("SELECT node, cell, slice FROM frames");
		}
		if (part.hasReservoir()) {
			from.add("SELECT node, cell, slice FROM windows");
		}
		try {
			return row("SELECT count(*) FROM (SELECT DISTINCT * FROM (" + String.join(" UNION ALL ", from) + "))",
					1)[0];
		}
		catch (SQLException ex) {
			throw DatabaseFile.unusable(this.file.path(), TransitionDatabase.KIND, ex);
		}
	}

	/** Writes the schema file that an exported trace is read with. */
	public void exportSchema(Path schema) {
		TransitionExport.writeSchema(this.layout.schema(), schema);
	}

	@Override
	public void close() {
		DatabaseFile.closeQuietly(this.file);
	}

}
