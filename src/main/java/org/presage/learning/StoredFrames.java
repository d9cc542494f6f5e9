/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.database.DatabaseFile;
import org.presage.kpi.CellId;

/** Reads frames and windows out of a file of transitions. */
final class StoredFrames {

	private StoredFrames() {
	}

	/** The windows of the reservoir, each a series of L + H frames, by cell and time. */
	static List<StoredSeries> windows(DatabaseFile file, FrameLayout layout) throws SQLException {
		List<StoredSeries> found = new ArrayList<>();
		int length = layout.length();
		file.each("SELECT node, cell, slice, interval_end_ms, frames FROM windows ORDER BY ALL", (row) -> {
			long[] times = new long[length];
			long endMs = row.getLong(4);
			Arrays.setAll(times, (i) -> endMs - (length - 1 - i) * layout.schema().stepMs());
			found.add(new StoredSeries(cell(row), times, values(row, 5)));
		});
		return found;
	}

	/**
	 * The newest frames. A series ends where a report of its cell is missing, or its
	 * node's clock steps.
	 */
	static List<StoredSeries> newest(DatabaseFile file, FrameLayout layout) throws SQLException {
		Collector collector = new Collector(layout);
		file.each("SELECT node, cell, slice, interval_end_ms, frame FROM frames ORDER BY node, cell, slice, id",
				(row) -> collector.add(cell(row), row.getLong(4), values(row, 5)));
		collector.end();
		return collector.found;
	}

	private static CellId cell(ResultSet row) throws SQLException {
		return new CellId(row.getString(1), row.getString(2), row.getString(3));
	}

	static float[] values(ResultSet row, int column) throws SQLException {
		Object[] values = (Object[]) row.getArray(column).getArray();
		float[] frame = new float[values.length];
		for (int k = 0; k < frame.length; k++) {
			frame[k] = (Float) values[k];
		}
		return frame;
	}

	/** Puts frames that follow each other into one series. */
	private static final class Collector {

		private final List<StoredSeries> found = new ArrayList<>();

		private final List<Long> times = new ArrayList<>();

		private final List<float[]> frames = new ArrayList<>();

		private final FrameLayout layout;

		private @Nullable CellId cell;

		Collector(FrameLayout layout) {
			this.layout = layout;
		}

		void add(CellId of, long endMs, float[] frame) {
			if (!of.equals(this.cell) || !this.layout.follows(this.times.getLast(), endMs)) {
				end();
				this.cell = of;
			}
			this.times.add(endMs);
			this.frames.add(frame);
		}

		void end() {
			CellId of = this.cell;
			if (of != null && !this.times.isEmpty()) {
				int kpis = this.layout.schema().size();
				float[] values = new float[this.frames.size() * kpis];
				for (int i = 0; i < this.frames.size(); i++) {
					System.arraycopy(this.frames.get(i), 0, values, i * kpis, kpis);
				}
				this.found.add(new StoredSeries(of, this.times.stream().mapToLong(Long::longValue).toArray(), values));
			}
			this.times.clear();
			this.frames.clear();
		}

	}

}
