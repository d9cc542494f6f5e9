/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.Rounding;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.plausibility.CellPlausibility;
import org.presage.kpi.plausibility.Duplicates;
import org.presage.kpi.plausibility.FalseReport;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SliceExploration;
import org.presage.sim.e2.DataFault;

/**
 * How often true reports of a recording are called false, and how soon false ones are
 * found. Series that are segments of one ({@code /seg7}) are reports of one cell with
 * gaps between.
 */
public final class PlausibilityStudy {

	/** Reports of a cell before a fault begins, and in which it goes on. */
	private static final int CLEAN = 2000;

	private static final int FAULTY = 200;

	private final KpiSchema schema;

	private final PlausibilitySettings settings;

	private final long gapMs;

	private final List<Series> series;

	/** Number of the cell of each series. */
	private final int[] cellOf;

	private final int cells;

	/** All reports in the order of their time: series and row. */
	private final List<int[]> order = new ArrayList<>();

	public PlausibilityStudy(Trace trace, PlausibilitySettings settings) {
		this.schema = trace.schema();
		this.settings = settings;
		this.gapMs = trace.gapMs();
		this.series = trace.series();
		Map<String, Integer> numbers = new TreeMap<>();
		this.cellOf = this.series.stream()
			.mapToInt((one) -> numbers.computeIfAbsent(one.name().replaceFirst("/seg[0-9]+$", ""),
					(cell) -> numbers.size()))
			.toArray();
		this.cells = numbers.size();
		for (int s = 0; s < this.series.size(); s++) {
			for (int row = 0; row < this.series.get(s).rows(); row++) {
				this.order.add(new int[] { s, row });
			}
		}
		this.order.sort(Comparator.comparingLong((int[] at) -> this.series.get(at[0]).timesMs()[at[1]])
			.thenComparingInt((at) -> this.cellOf[at[0]]));
	}

	/** A recording of the simulator, with allocations that change at random. */
	public static Trace simulated(RanConfig network, int steps, long seed) {
		RanSimulator simulator = new RanSimulator(network, seed);
		int units = simulator.units();
		int size = simulator.schema().size();
		int slices = network.slices().size();
		SliceExploration[] explorations = new SliceExploration[network.cells()];
		Arrays.setAll(explorations, (c) -> new SliceExploration(slices, network.carrierPrbs(), seed * 7919 + c));
		long[] times = LongStream.rangeClosed(1, steps).map((t) -> t * RanConfig.STEP_MS).toArray();
		float[][] values = new float[units][steps * size];
		int[] prbs = new int[units];
		for (int t = 0; t < steps; t++) {
			for (int c = 0; c < explorations.length; c++) {
				explorations[c].next(prbs, c * slices);
			}
			simulator.step(prbs);
			for (int u = 0; u < units; u++) {
				System.arraycopy(simulator.kpis(u), 0, values[u], t * size, size);
			}
		}
		return new Trace(simulator.schema(),
				IntStream.range(0, units).mapToObj((u) -> new Series("unit" + u, times, values[u])).toList(),
				"simulated", List.of());
	}

	/**
	 * Counts findings among true reports, and how a fault that begins later is found.
	 * @param faults to try, each in every cell that has enough reports
	 */
	public PlausibilityResult run(List<DataFault> faults) {
		Run clean = new Run(null);
		this.order.forEach(clean::take);
		Map<String, PlausibilityResult.Alarms> alarms = new TreeMap<>();
		for (FalseData cause : FalseData.values()) {
			long onsets = clean.onsets.getOrDefault(cause, 0L);
			long reports = clean.findings.getOrDefault(cause, 0L);
			alarms.put(cause.name().toLowerCase(Locale.ROOT),
					new PlausibilityResult.Alarms(onsets, reports, Rounding.to(3, onsets * 1e5 / this.order.size())));
		}
		return new PlausibilityResult(this.schema.name(), this.cells, this.order.size(), alarms,
				faults.stream().map(this::fault).toList());
	}

	private PlausibilityResult.Fault fault(DataFault fault) {
		Run run = new Run(fault);
		this.order.forEach(run::take);
		int[] delays = Arrays.stream(run.feeds)
			.filter((feed) -> feed.reports >= CLEAN + FAULTY)
			.mapToInt((feed) -> feed.delay)
			.sorted()
			.toArray();
		long found = Arrays.stream(delays).filter((delay) -> delay < FAULTY).count();
		return new PlausibilityResult.Fault(fault.name().toLowerCase(Locale.ROOT), delays.length, found,
				(delays.length == 0) ? -1 : delays[delays.length / 2]);
	}

	/** What was found of one cell. */
	private static final class Feed {

		private final CellId cell;

		private final CellPlausibility plausibility;

		private int reports;

		private long lastMs = Long.MIN_VALUE / 2;

		private int delay = FAULTY;

		private @Nullable FalseData cause;

		private float[] values = new float[0];

		Feed(int number, CellPlausibility plausibility) {
			this.cell = new CellId("node", "cell" + number);
			this.plausibility = plausibility;
		}

	}

	/** All reports, with a fault or without. */
	private final class Run {

		private final @Nullable DataFault fault;

		private final Duplicates duplicates;

		private final Feed[] feeds = new Feed[PlausibilityStudy.this.cells];

		private final Map<FalseData, Long> onsets = new EnumMap<>(FalseData.class);

		private final Map<FalseData, Long> findings = new EnumMap<>(FalseData.class);

		private float[] before = new float[0];

		Run(@Nullable DataFault fault) {
			this.fault = fault;
			KpiSchema frames = PlausibilityStudy.this.schema;
			PlausibilitySettings how = PlausibilityStudy.this.settings;
			this.duplicates = new Duplicates(how.duplicateReports());
			Arrays.setAll(this.feeds, (c) -> new Feed(c, new CellPlausibility(frames, how)));
		}

		void take(int[] at) {
			KpiSchema frames = PlausibilityStudy.this.schema;
			Series from = PlausibilityStudy.this.series.get(at[0]);
			Feed feed = this.feeds[PlausibilityStudy.this.cellOf[at[0]]];
			float[] measured = Arrays.copyOfRange(from.values(), at[1] * frames.size(), (at[1] + 1) * frames.size());
			long endMs = from.timesMs()[at[1]];
			if (CellWindows.isGap(feed.lastMs, endMs, PlausibilityStudy.this.gapMs)) {
				feed.plausibility.restart();
			}
			feed.lastMs = endMs;
			feed.values = (this.fault != null && ++feed.reports > CLEAN) ? changed(this.fault, measured, feed.values)
					: measured;
			this.before = feed.values;
			KpiFrame frame = new KpiFrame(feed.cell, 0, endMs, feed.values);
			count(feed, feed.plausibility.judge(frame,
					this.duplicates.judge(frame, frames.actionIndex(), frames.stepMs())));
		}

		private float[] changed(DataFault how, float[] measured, float[] last) {
			if (how == DataFault.FROZEN_VALUES) {
				return last;
			}
			if (how == DataFault.IDENTICAL_CELLS) {
				return this.before;
			}
			KpiSchema frames = PlausibilityStudy.this.schema;
			float[] said = how.record(how.kpis(frames, measured));
			for (int k = 0; k < said.length; k++) {
				said[k] = frames.kpi(k).admits(said[k]) ? said[k] : Float.NaN;
			}
			return said;
		}

		private void count(Feed feed, @Nullable FalseReport finding) {
			FalseData cause = (finding != null) ? finding.cause() : null;
			if (cause != null) {
				this.findings.merge(cause, 1L, Long::sum);
				if (cause != feed.cause) {
					this.onsets.merge(cause, 1L, Long::sum);
				}
				if (feed.reports > CLEAN) {
					feed.delay = Math.min(feed.delay, feed.reports - CLEAN);
				}
			}
			feed.cause = cause;
		}

	}

}
