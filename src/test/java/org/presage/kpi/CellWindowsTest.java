/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CellWindowsTest {

	private static final int KPIS = 3;

	private static final int CAPACITY = 5;

	private static final long GAP_MS = 300;

	@Test
	void agreesWithListsOnRandomFrames() {
		long seed = 20261121;
		Random random = new Random(seed);
		CellWindows windows = new CellWindows(KPIS, CAPACITY, GAP_MS, 100);
		Map<CellId, List<float[]>> lists = new HashMap<>();
		Map<CellId, Long> newest = new HashMap<>();
		for (int i = 0; i < 20_000; i++) {
			CellId cell = new CellId("node", "cell-" + random.nextInt(40));
			int slot = windows.admit(cell, i);
			long last = newest.getOrDefault(cell, 1000L);
			long time = last + 100 * (random.nextInt(6) - 1);
			float[] frame = { random.nextFloat(), Float.NaN, i };
			CellWindows.Arrival arrival = windows.offer(slot, time, frame, i);
			List<float[]> list = lists.computeIfAbsent(cell, (c) -> new ArrayList<>());
			if (list.isEmpty() || time > last) {
				if (!list.isEmpty() && time - last > GAP_MS) {
					list.clear();
				}
				list.add(frame);
				newest.put(cell, time);
			}
			else {
				assertThat(arrival).as("seed %d, frame %d", seed, i)
					.isEqualTo((time == last) ? CellWindows.Arrival.REPEATED : CellWindows.Arrival.LATE);
			}
			int expected = Math.min(CAPACITY, list.size());
			assertThat(windows.filled(slot)).as("seed %d, frame %d", seed, i).isEqualTo(expected);
			float[] window = new float[2 + expected * KPIS];
			windows.copy(slot, expected, window, 2);
			for (int t = 0; t < expected; t++) {
				float[] found = java.util.Arrays.copyOfRange(window, 2 + t * KPIS, 2 + (t + 1) * KPIS);
				assertThat(found).as("seed %d, frame %d", seed, i)
					.containsExactly(list.get(list.size() - expected + t));
			}
		}
	}

	@Test
	void forgetsSilentCellsAndReusesTheirSlots() {
		CellWindows windows = new CellWindows(KPIS, CAPACITY, GAP_MS, 2);
		CellId talking = new CellId("n", "talking");
		CellId silent = new CellId("n", "silent");
		CellId newcomer = new CellId("n", "newcomer");
		int first = windows.admit(talking, 0);
		int second = windows.admit(silent, 0);
		windows.offer(second, 100, new float[KPIS], 0);
		assertThat(windows.admit(newcomer, 0)).as("both slots are taken").isEqualTo(-1);
		windows.offer(first, 100, new float[KPIS], 1000);
		List<Integer> evicted = new ArrayList<>();
		windows.evictSilent(1001, 500, evicted::add);
		assertThat(evicted).containsExactly(second);
		assertThat(windows.find(silent)).isEqualTo(-1);
		assertThat(windows.admit(newcomer, 1002)).isEqualTo(second);
		assertThat(windows.filled(second)).as("nothing of the cell before is left").isZero();
		assertThat(windows.find(talking)).isEqualTo(first);
	}

	@Test
	void refusesToReadMoreThanIsThere() {
		CellWindows windows = new CellWindows(KPIS, CAPACITY, GAP_MS, 2);
		int slot = windows.admit(new CellId("n", "c"), 0);
		assertThatThrownBy(() -> windows.copy(slot, 1, new float[KPIS], 0)).hasMessageContaining("1 frames")
			.hasMessageContaining("0 are there");
	}

}
