/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.presage.control.Decision;
import org.presage.database.BackgroundWriter;
import org.presage.database.DatabaseFile;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;

/**
 * A DuckDB file of transitions; docs/learning.md has its tables. Owned by one thread.
 */
final class TransitionDatabase implements BackgroundWriter.Destination<Decision> {

	/** What a file of it is, for error messages. */
	static final String KIND = "a store of transitions";

	private static final int QUARTERS = 4;

	private static final int HOURS = 24;

	/** Outcome of frames that this server did not decide after. */
	private static final String OUTSIDE = "UPDATE";

	private static final String CELL = "node VARCHAR, cell VARCHAR, slice VARCHAR";

	static final List<DatabaseFile.Table> TABLES = List.of(
			new DatabaseFile.Table("contents", "layout VARCHAR, kpis VARCHAR[]"),
			new DatabaseFile.Table("frames",
					"id BIGINT, " + CELL
							+ ", cells VARCHAR, interval_end_ms BIGINT, frame FLOAT[], outcome VARCHAR, prbs INTEGER, "
							+ "advisory BOOLEAN, policies VARCHAR[], model_version VARCHAR"),
			new DatabaseFile.Table("windows",
					"place INTEGER, " + CELL + ", interval_end_ms BIGINT, prb_quarter INTEGER, load_quarter INTEGER, "
							+ "hour INTEGER, cells VARCHAR, frames FLOAT[], model_version VARCHAR"),
			new DatabaseFile.Table("strata",
					"prb_quarter INTEGER, load_quarter INTEGER, hour INTEGER, cells VARCHAR, offered BIGINT"),
			new DatabaseFile.Table("results", "result VARCHAR, reports BIGINT"));

	private static final Logger LOG = LoggerFactory.getLogger(TransitionDatabase.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final DatabaseFile file;

	private final StoreSettings settings;

	private final TransitionIntake intake;

	/** Of cells that do not report to this server. */
	private final TransitionIntake outside;

	private final StoreMetrics metrics;

	private final LiveComparison live;

	private final Map<TransitionResult, Long> results = new EnumMap<>(TransitionResult.class);

	private @Nullable FrameLayout layout;

	/** Null without a layout. */
	private @Nullable BalancedReservoir reservoir;

	private long frames;

	private long oldest;

	private TransitionDatabase(DatabaseFile file, StoreSettings settings, TransitionIntake intake, StoreMetrics metrics,
			LiveComparison live) {
		this.live = live;
		this.file = file;
		this.settings = settings;
		this.intake = intake;
		this.outside = intake.another();
		this.metrics = metrics;
	}

	/**
	 * Opens a file, or makes it, and goes on with what is in it.
	 * @param intake that sorts reports
	 * @param live looks at what was written
	 */
	static TransitionDatabase open(Path file, StoreSettings settings, TransitionIntake intake, StoreMetrics metrics,
			LiveComparison live) throws SQLException {
		TransitionDatabase opened = new TransitionDatabase(DatabaseFile.write(file, TABLES), settings, intake, metrics,
				live);
		try {
			opened.restore();
			return opened;
		}
		catch (SQLException | RuntimeException ex) {
			DatabaseFile.closeQuietly(opened);
			throw ex;
		}
	}

	/** Layout of what is in a file; null for an empty one. */
	static @Nullable FrameLayout layout(DatabaseFile file) throws SQLException {
		try (PreparedStatement query = file.prepare("SELECT layout FROM contents");
				ResultSet rows = query.executeQuery()) {
			return rows.next() ? JSON.readValue(rows.getString(1), FrameLayout.class) : null;
		}
	}

	private void restore() throws SQLException {
		this.layout = layout(this.file);
		this.file.each("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM frames", (row) -> {
			this.oldest = row.getLong(1);
			this.frames = row.getLong(2);
		});
		this.file.each("SELECT result, reports FROM results",
				(row) -> this.results.put(TransitionResult.valueOf(row.getString(1)), row.getLong(2)));
		if (this.layout != null) {
			this.reservoir = restored(this.layout);
		}
		showRows();
	}

	private void showRows() {
		this.metrics.rows(this.frames + 1 - this.oldest, (this.reservoir != null) ? this.reservoir.size() : 0);
	}

	private BalancedReservoir restored(FrameLayout of) throws SQLException {
		int capacity = this.settings.windows(of);
		Map<Stratum, List<Integer>> places = new LinkedHashMap<>();
		Map<Stratum, Long> offered = new HashMap<>();
		this.file.each("SELECT prb_quarter, load_quarter, hour, cells, offered FROM strata ORDER BY ALL", (row) -> {
			Stratum stratum = stratum(row);
			places.put(stratum, new ArrayList<>());
			offered.put(stratum, row.getLong(5));
		});
		this.file.each("SELECT prb_quarter, load_quarter, hour, cells, place FROM windows ORDER BY place",
				(row) -> places.computeIfAbsent(stratum(row), (any) -> new ArrayList<>()).add(row.getInt(5)));
		long begun = offered.values().stream().mapToLong(Long::longValue).sum();
		BalancedReservoir restored = new BalancedReservoir(capacity,
				new SplittableRandom(this.settings.seed() + begun));
		places.forEach((stratum, its) -> restored.restore(stratum, its, offered.getOrDefault(stratum, 0L)));
		this.intake.know(places.keySet().stream().map(Stratum::group).collect(Collectors.toSet()));
		List<Integer> surplus = restored.shrink();
		if (!surplus.isEmpty()) {
			deleteWindows(surplus);
			LOG.warn("{} keeps at most {} windows now: {} of the largest strata were deleted", this.file.path(),
					capacity, surplus.size());
		}
		return restored;
	}

	private void deleteWindows(Collection<Integer> places) throws SQLException {
		this.file.execute("DELETE FROM windows WHERE place IN ("
				+ places.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
	}

	private static Stratum stratum(ResultSet row) throws SQLException {
		return new Stratum(row.getInt(1), row.getInt(2), row.getInt(3), row.getString(4));
	}

	@Override
	public boolean isInPlace() {
		return this.file.isInPlace();
	}

	/** Reports are taken into windows once. */
	@Override
	public boolean isRepeatable() {
		return false;
	}

	@Override
	public void write(List<Decision> decisions) throws SQLException {
		List<Transition> taken = write(decisions, this.intake, false);
		this.metrics.written(taken, this.intake.meters());
		this.live.written(taken);
	}

	/** Writes reports of cells that do not report to this server. */
	TransitionStore.Updated update(List<Decision> decisions) throws SQLException {
		List<Transition> taken = write(decisions, this.outside, true);
		this.metrics.counted(taken);
		Map<TransitionResult, Integer> counts = new EnumMap<>(TransitionResult.class);
		taken.forEach((one) -> counts.merge(one.result(), 1, Integer::sum));
		return new TransitionStore.Updated(counts, (int) taken.stream().filter((one) -> one.window() != null).count());
	}

	private List<Transition> write(List<Decision> decisions, TransitionIntake by, boolean isOutside)
			throws SQLException {
		List<Transition> taken = by.take(decisions, this.layout);
		this.file.begin();
		FrameLayout now = by.layout();
		if (this.layout == null && now != null && anyKept(taken)) {
			describe(now);
		}
		if (this.layout != null) {
			writeFrames(taken, isOutside);
			writeWindows(taken);
		}
		writeResults(taken);
		this.file.commit();
		showRows();
		return taken;
	}

	private static boolean anyKept(List<Transition> taken) {
		return taken.stream().anyMatch((one) -> one.result() == TransitionResult.KEPT);
	}

	private void describe(FrameLayout now) throws SQLException {
		this.file.append("contents",
				(rows) -> rows.beginRow().append(JSON.writeValueAsString(now)).append(now.kpis()).endRow());
		this.layout = now;
		this.reservoir = restored(now);
	}

	private void writeFrames(List<Transition> taken, boolean isOutside) throws SQLException {
		this.file.append("frames", (rows) -> {
			for (Transition one : taken) {
				if (one.result() == TransitionResult.KEPT) {
					writeFrame(rows, one.decision(), one.group(),
							isOutside ? OUTSIDE : one.decision().outcome().name());
				}
			}
		});
		long first = this.frames + 1 - this.settings.newest();
		if (first > this.oldest) {
			this.file.execute("DELETE FROM frames WHERE id < " + first);
			this.oldest = first;
		}
	}

	private void writeFrame(DuckDBAppender rows, Decision decision, String group, String outcome) throws SQLException {
		KpiFrame frame = decision.frame();
		rows.beginRow().append(++this.frames);
		writeCell(rows, frame.cell());
		rows.append(group).append(frame.intervalEndMs()).append(frame.values()).append(outcome);
		rows.append((decision.prbs() != Decision.UNKNOWN) ? (Integer) decision.prbs() : null);
		rows.append(decision.intent().advisory()).append(decision.intent().policies());
		rows.append(decision.modelVersion()).endRow();
	}

	private static void writeCell(DuckDBAppender rows, CellId cell) throws SQLException {
		rows.append(cell.node()).append(cell.cell()).append(cell.slice());
	}

	private void writeWindows(List<Transition> taken) throws SQLException {
		BalancedReservoir used = Objects.requireNonNull(this.reservoir);
		Map<Integer, Transition> kept = new LinkedHashMap<>();
		Set<Stratum> offered = new HashSet<>();
		for (Transition one : taken) {
			Stratum stratum = one.stratum();
			if (stratum != null) {
				offered.add(stratum);
				int place = used.offer(stratum);
				if (place != BalancedReservoir.NONE) {
					kept.put(place, one);
				}
			}
		}
		if (offered.isEmpty()) {
			return;
		}
		if (!kept.isEmpty()) {
			deleteWindows(kept.keySet());
		}
		this.file.append("windows", (rows) -> {
			for (Map.Entry<Integer, Transition> entry : kept.entrySet()) {
				writeWindow(rows, entry.getKey(), entry.getValue());
			}
		});
		writeStrata(used, offered);
	}

	private void writeWindow(DuckDBAppender rows, int place, Transition one) throws SQLException {
		KpiFrame newest = one.decision().frame();
		rows.beginRow().append(place);
		writeCell(rows, newest.cell());
		rows.append(newest.intervalEndMs());
		writeStratum(rows, Objects.requireNonNull(one.stratum()));
		rows.append(Objects.requireNonNull(one.window())).append(one.decision().modelVersion()).endRow();
	}

	private static void writeStratum(DuckDBAppender rows, Stratum stratum) throws SQLException {
		rows.append(stratum.prbs()).append(stratum.load()).append(stratum.hour()).append(stratum.group());
	}

	private void writeStrata(BalancedReservoir used, Set<Stratum> changed) throws SQLException {
		try (PreparedStatement delete = this.file
			.prepare("DELETE FROM strata WHERE prb_quarter = ? AND load_quarter = ? AND hour = ? AND cells = ?")) {
			for (Stratum stratum : changed) {
				delete.setInt(1, stratum.prbs());
				delete.setInt(2, stratum.load());
				delete.setInt(3, stratum.hour());
				delete.setString(4, stratum.group());
				delete.execute();
			}
		}
		this.file.append("strata", (rows) -> {
			for (Stratum stratum : changed) {
				rows.beginRow();
				writeStratum(rows, stratum);
				rows.append(used.offered(stratum)).endRow();
			}
		});
	}

	private void writeResults(List<Transition> taken) throws SQLException {
		taken.forEach((one) -> this.results.merge(one.result(), 1L, Long::sum));
		this.file.execute("DELETE FROM results");
		this.file.append("results", (rows) -> {
			for (Map.Entry<TransitionResult, Long> entry : this.results.entrySet()) {
				rows.beginRow().append(entry.getKey().name()).append(entry.getValue()).endRow();
			}
		});
	}

	/** What is in the file now. */
	StoreContents contents() throws SQLException {
		int[][] strata = new int[QUARTERS][QUARTERS];
		int[] hours = new int[HOURS];
		Map<String, Integer> groups = new TreeMap<>();
		this.file.each("SELECT prb_quarter, load_quarter, hour, cells, count(*) FROM windows GROUP BY ALL", (row) -> {
			Stratum stratum = stratum(row);
			int windows = row.getInt(5);
			strata[stratum.prbs()][stratum.load()] += windows;
			hours[stratum.hour()] += windows;
			groups.merge(stratum.group(), windows, Integer::sum);
		});
		Map<String, Double> excitation = new TreeMap<>();
		this.intake.meters().forEach((group, meter) -> excitation.put(group, meter.excitation()));
		return new StoreContents(this.frames + 1 - this.oldest, (this.reservoir != null) ? this.reservoir.size() : 0,
				results(), strata, hours, groups, excitation);
	}

	private Map<TransitionResult, Long> results() {
		Map<TransitionResult, Long> copy = new EnumMap<>(TransitionResult.class);
		copy.putAll(this.results);
		return copy;
	}

	/** Copies all that has been written to another file. */
	void copyTo(Path to) throws SQLException {
		this.file.copyTo(to);
	}

	@Override
	public void close() throws SQLException {
		this.file.close();
	}

}
