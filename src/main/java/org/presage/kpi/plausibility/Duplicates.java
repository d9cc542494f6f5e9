/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.kpi.FalseData;
import org.presage.kpi.KpiFrame;

/**
 * Finds cells that report the same numbers: the node answers with those of whichever cell
 * reported last, or a cell stands under two names. Only numbers that do not repeat by
 * chance count: two KPIs or more that are not whole numbers, beside the action. All of an
 * agreeing group are found, from their next reports on. Thread-safe.
 */
public final class Duplicates {

	private static final int KPIS = 2;

	/** So many are sure, fewer need several times the patience. */
	private static final int SURE = 3;

	private static final int UNSURE = 4;

	private final int patience;

	private final Map<CellId, Entry> cells = new ConcurrentHashMap<>();

	private final Map<Long, Entry> newest = new ConcurrentHashMap<>();

	/**
	 * @param patience reports one after the other that must agree
	 */
	public Duplicates(int patience) {
		this.patience = patience;
	}

	private static final class Entry {

		private final CellId cell;

		private long print;

		private long endMs;

		/** Reports that agreed one after the other, the newest not yet included. */
		private int run;

		/** Whether the newest report agrees, and the cell that one agreed with last. */
		private boolean alike;

		private @Nullable CellId with;

		Entry(CellId cell) {
			this.cell = cell;
		}

	}

	/**
	 * Compares a report with the newest ones of all other cells.
	 * @param action index of what is not compared
	 * @param withinMs reports whose intervals ended longer apart are not compared
	 */
	public @Nullable FalseReport judge(KpiFrame frame, int action, long withinMs) {
		int telling = telling(frame.values(), action);
		long print = (telling < KPIS) ? 0 : print(frame.values(), action);
		Entry own = this.cells.computeIfAbsent(frame.cell(), Entry::new);
		synchronized (this.newest) {
			if (print == 0) {
				return null;
			}
			own.run = own.alike ? own.run : 0;
			own.endMs = frame.intervalEndMs();
			this.newest.remove(own.print, own);
			own.print = print;
			own.alike = false;
			Entry other = this.newest.put(print, own);
			if (other != null && Math.abs(other.endMs - own.endMs) <= withinMs
					&& !other.cell.whole().equals(own.cell.whole())) {
				agree(own, other.cell);
				agree(other, own.cell);
			}
			return (own.run >= ((telling >= SURE) ? this.patience : UNSURE * this.patience))
					? new FalseReport(FalseData.DUPLICATE, "the numbers of " + own.with + " in " + own.run + " reports")
					: null;
		}
	}

	private static void agree(Entry entry, CellId with) {
		entry.with = with;
		if (!entry.alike) {
			entry.alike = true;
			entry.run++;
		}
	}

	/** Forgets a cell. */
	public void forget(CellId cell) {
		Entry gone = this.cells.remove(cell);
		if (gone != null) {
			synchronized (this.newest) {
				this.newest.remove(gone.print, gone);
			}
		}
	}

	/** How many entries there are, of cells and of their newest numbers. */
	int size() {
		synchronized (this.newest) {
			return this.cells.size() + this.newest.size();
		}
	}

	/** How many of the numbers are not whole: these do not repeat by chance. */
	private static int telling(float[] values, int action) {
		int telling = 0;
		for (int k = 0; k < values.length; k++) {
			telling += (k != action && values[k] != Math.rint(values[k]) && !Float.isNaN(values[k])) ? 1 : 0;
		}
		return telling;
	}

	private static long print(float[] values, int action) {
		long print = 1;
		for (int k = 0; k < values.length; k++) {
			if (k != action) {
				print = print * 0x9E3779B97F4A7C15L + Float.floatToIntBits(values[k]);
				print ^= print >>> 29;
			}
		}
		return print;
	}

}
