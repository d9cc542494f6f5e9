/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.sim.Exploration;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;

/**
 * A window to plan from.
 *
 * @param frames physical values {@code [L, F]}, oldest first, NaN absent
 * @param inForce allocation in force in the newest frame, PRBs
 */
public record PlanningWindow(float[] frames, float inForce) {

	/**
	 * Windows of a simulated network that is allocated at random, evenly spread over
	 * cells and time.
	 * @param length frames of a window, L
	 */
	public static List<PlanningWindow> simulated(int count, int length, long seed) {
		int cells = 10;
		int apart = 20;
		RanSimulator network = new RanSimulator(RanConfig.of(cells), seed);
		Exploration[] policies = new Exploration[cells];
		Arrays.setAll(policies, (c) -> new Exploration(1, network.config().carrierPrbs(), seed * 31 + c));
		List<List<float[]>> histories = new ArrayList<>();
		for (int c = 0; c < cells; c++) {
			histories.add(new ArrayList<>());
		}
		List<PlanningWindow> windows = new ArrayList<>();
		int[] prbs = new int[cells];
		while (windows.size() < count) {
			Arrays.setAll(prbs, (c) -> policies[c].next());
			network.step(prbs);
			for (int c = 0; c < cells && windows.size() < count; c++) {
				List<float[]> history = histories.get(c);
				history.add(network.kpis(c));
				if (history.size() == length + apart) {
					windows.add(of(history.subList(apart, apart + length), network.schema()));
					history.clear();
				}
			}
		}
		return windows;
	}

	/**
	 * Windows of the test part of a trace, evenly spread over it, whose allocation in
	 * force is known.
	 * @throws DataException if there are too few
	 */
	public static List<PlanningWindow> recorded(Dataset data, int count) {
		data.requireTestPart();
		int size = data.schema().size();
		List<PlanningWindow> all = new ArrayList<>();
		for (Dataset.Segment segment : data.segments(Dataset.Part.TEST)) {
			float[] values = data.trace().series().get(segment.series()).values();
			for (int i = 0; i < segment.windows(data.window()); i++) {
				List<float[]> rows = new ArrayList<>();
				for (int row = segment.from() + i; row < segment.from() + i + data.window(); row++) {
					rows.add(Arrays.copyOfRange(values, row * size, (row + 1) * size));
				}
				PlanningWindow window = of(rows, data.schema());
				if (!Float.isNaN(window.inForce)) {
					all.add(window);
				}
			}
		}
		if (all.size() < count) {
			throw new DataException("windows",
					count + " of " + data.window() + " rows with a known allocation in the test part", all.size());
		}
		List<PlanningWindow> chosen = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			chosen.add(all.get((int) ((long) i * all.size() / count)));
		}
		return chosen;
	}

	private static PlanningWindow of(List<float[]> rows, KpiSchema schema) {
		int size = schema.size();
		float[] frames = new float[rows.size() * size];
		for (int i = 0; i < rows.size(); i++) {
			System.arraycopy(rows.get(i), 0, frames, i * size, size);
		}
		return new PlanningWindow(frames, rows.getLast()[schema.actionIndex()]);
	}

}
