package org.presage.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.presage.base.Rounding;
import org.presage.kpi.CellId;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.plausibility.CellPlausibility;
import org.presage.kpi.plausibility.Duplicates;
import org.presage.kpi.plausibility.Finding;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.sim.e2.DataFault;

/**
 * How often true reports of a recording are called false, and how soon false ones are
 * found. Series that are segments of one ({@code /seg7}) are reports of one cell with
 * gaps between.
 */
public final class PlausibilityStudy {

	private static final int GAP_STEPS = 3;

	/** Reports of a cell before a fault begins. */
	private static final int CLEAN = 2000;

	/** Reports in which it goes on. */
	private static final int FAULTY = 200;

	private final Trace trace;

	private final PlausibilitySettings settings;

	private final List<List<Series>> cells;

	public PlausibilityStudy(Trace trace, PlausibilitySettings settings) {
		this.trace = trace;
		this.settings = settings;
		Map<String, List<Series>> named = new TreeMap<>();
		trace.series()
			.forEach((series) -> named
				.computeIfAbsent(series.name().replaceFirst("/seg[0-9]+$", ""), (cell) -> new ArrayList<>())
				.add(series));
		this.cells = List.copyOf(named.values());
	}

	/**
	 * Counts findings among true reports, and how a fault that begins later is found.
	 * @param faults to try, each in every cell that has enough reports
	 */
	public PlausibilityResult run(List<DataFault> faults) {
		Map<FalseData, Long> alarms = new EnumMap<>(FalseData.class);
		long reports = feed(null, alarms, new ArrayList<>());
		Map<String, Double> rates = new TreeMap<>();
		for (FalseData cause : FalseData.values()) {
			rates.put(cause.name().toLowerCase(java.util.Locale.ROOT),
					Rounding.to(2, alarms.getOrDefault(cause, 0L) * 1e5 / reports));
		}
		List<PlausibilityResult.Fault> found = new ArrayList<>();
		for (DataFault fault : faults) {
			List<Integer> delays = new ArrayList<>();
			feed(fault, new EnumMap<>(FalseData.class), delays);
			long seen = delays.stream().filter((delay) -> delay < FAULTY).count();
			List<Integer> sorted = delays.stream().sorted().toList();
			found.add(new PlausibilityResult.Fault(fault.name(), delays.size(), seen,
					sorted.isEmpty() ? -1 : sorted.get(sorted.size() / 2)));
		}
		return new PlausibilityResult(this.trace.schema().name(), this.cells.size(), reports, rates, found);
	}

	/** All cells side by side. */
	private long feed(@Nullable DataFault fault, Map<FalseData, Long> alarms, List<Integer> delays) {
		Duplicates duplicates = new Duplicates(this.settings.duplicateReports());
		List<Feed> feeds = new ArrayList<>();
		for (List<Series> cell : this.cells) {
			long rows = cell.stream().mapToLong(Series::rows).sum();
			if (fault == null || rows >= CLEAN + FAULTY) {
				feeds.add(new Feed(cell, feeds.size()));
			}
		}
		long reports = 0;
		for (boolean more = true; more;) {
			more = false;
			@Nullable Feed before = null;
			for (Feed feed : feeds) {
				if (feed.next(fault, before)) {
					more = true;
					reports++;
					Finding finding = feed.judge(duplicates);
					if (finding != null) {
						alarms.merge(finding.cause(), 1L, Long::sum);
					}
					before = feed;
				}
			}
			more &= fault == null || feeds.stream().anyMatch((feed) -> feed.reports < CLEAN + FAULTY);
		}
		if (fault != null) {
			feeds.forEach((feed) -> delays.add(feed.delay));
		}
		return reports;
	}

	/** One cell's reports. */
	private final class Feed {

		private final CellId cell;

		private final List<Series> segments;

		private final CellPlausibility plausibility;

		private int segment;

		private int row;

		private int reports;

		private long lastMs = Long.MIN_VALUE / 2;

		private int delay = FAULTY;

		private float[] values = new float[0];

		private @Nullable KpiFrame frame;

		Feed(List<Series> segments, int number) {
			this.segments = segments;
			this.cell = new CellId("node", "cell" + number);
			this.plausibility = new CellPlausibility(PlausibilityStudy.this.trace.schema(),
					PlausibilityStudy.this.settings);
		}

		boolean next(@Nullable DataFault fault, @Nullable Feed before) {
			while (this.segment < this.segments.size() && this.row >= this.segments.get(this.segment).rows()) {
				this.segment++;
				this.row = 0;
			}
			if (this.segment >= this.segments.size()) {
				return false;
			}
			KpiSchema schema = PlausibilityStudy.this.trace.schema();
			Series series = this.segments.get(this.segment);
			float[] measured = java.util.Arrays.copyOfRange(series.values(), this.row * schema.size(),
					(this.row + 1) * schema.size());
			long endMs = series.timesMs()[this.row++];
			if (endMs <= this.lastMs || endMs - this.lastMs > GAP_STEPS * schema.stepMs()) {
				this.plausibility.restart();
			}
			this.lastMs = endMs;
			this.reports++;
			this.values = (fault != null && this.reports > CLEAN) ? false_(fault, schema, measured, before) : measured;
			this.frame = new KpiFrame(this.cell, this.reports, endMs, this.values);
			return true;
		}

		private float[] false_(DataFault fault, KpiSchema schema, float[] measured, @Nullable Feed before) {
			if (fault == DataFault.FROZEN_VALUES) {
				return this.values;
			}
			if (fault == DataFault.IDENTICAL_CELLS) {
				return (before != null) ? before.values : measured;
			}
			float[] said = fault.record(fault.kpis(schema, measured));
			for (int k = 0; k < said.length; k++) {
				if (!schema.kpi(k).admits(said[k])) {
					said[k] = Float.NaN;
				}
			}
			return said;
		}

		@Nullable Finding judge(Duplicates duplicates) {
			KpiFrame judged = Objects.requireNonNull(this.frame);
			Finding finding = this.plausibility.judge(judged,
					duplicates.judge(judged, PlausibilityStudy.this.trace.schema().actionIndex()));
			if (finding != null && this.reports > CLEAN) {
				this.delay = Math.min(this.delay, this.reports - CLEAN);
			}
			return finding;
		}

	}

}
