/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The last frames of each cell, in ring buffers of floats. A cell lives in a numbered
 * slot from its first frame until it has been silent too long; slots are reused. Owned by
 * one thread.
 */
public final class CellWindows {

	/** Result of offering a frame. */
	public enum Arrival {

		/** It is now the newest of its window. */
		ACCEPTED,
		/** It came after a gap, so that the window starts again with it. */
		RESTARTED,
		/** It ends when the newest one ends; the window is as before. */
		REPEATED,
		/** It ends before the newest one; the window is as before. */
		LATE

	}

	/** By default a pause of more than this many intervals restarts a window. */
	public static final int GAP_STEPS = 3;

	private static final int NONE = -1;

	private final int kpis;

	private final int capacity;

	private final long gapMs;

	private final int maxCells;

	private final Map<CellId, Integer> slots = new HashMap<>();

	private final ArrayDeque<Integer> free = new ArrayDeque<>();

	private @Nullable CellId[] cells;

	private float[][] rings;

	/** End of each frame's interval in ms. */
	private long[][] ends;

	private int[] head;

	private int[] filled;

	private long[] newestMs;

	private long[] heardNs;

	/**
	 * @param kpis values in a frame, F
	 * @param capacity frames kept of each cell; the longest window that can be read
	 * @param gapMs a frame that ends more than this after its predecessor restarts the
	 * window, in ms
	 * @param maxCells more cells than this are refused
	 */
	public CellWindows(int kpis, int capacity, long gapMs, int maxCells) {
		this.kpis = kpis;
		this.capacity = capacity;
		this.gapMs = gapMs;
		this.maxCells = maxCells;
		int room = Math.min(16, maxCells);
		this.cells = new CellId[room];
		this.rings = new float[room][];
		this.ends = new long[room][];
		this.head = new int[room];
		this.filled = new int[room];
		this.newestMs = new long[room];
		this.heardNs = new long[room];
	}

	/** The slot of a known cell, or −1. */
	public int find(CellId cell) {
		return this.slots.getOrDefault(cell, NONE);
	}

	/**
	 * The slot of a cell, taken for it if it has none; −1 if all {@code maxCells} are
	 * taken.
	 */
	public int admit(CellId cell, long nowNs) {
		int known = find(cell);
		if (known != NONE || this.slots.size() >= this.maxCells) {
			return known;
		}
		Integer reused = this.free.poll();
		int slot = (reused != null) ? reused : this.slots.size();
		if (slot >= this.rings.length) {
			grow(Math.min(this.maxCells, this.rings.length * 2));
		}
		this.slots.put(cell, slot);
		this.cells[slot] = cell;
		if (this.rings[slot] == null) {
			this.rings[slot] = new float[this.capacity * this.kpis];
			this.ends[slot] = new long[this.capacity];
		}
		this.head[slot] = 0;
		this.filled[slot] = 0;
		this.heardNs[slot] = nowNs;
		return slot;
	}

	private void grow(int room) {
		this.cells = Arrays.copyOf(this.cells, room);
		this.rings = Arrays.copyOf(this.rings, room);
		this.ends = Arrays.copyOf(this.ends, room);
		this.head = Arrays.copyOf(this.head, room);
		this.filled = Arrays.copyOf(this.filled, room);
		this.newestMs = Arrays.copyOf(this.newestMs, room);
		this.heardNs = Arrays.copyOf(this.heardNs, room);
	}

	/**
	 * Offers the next frame of the cell in {@code slot}.
	 * @param intervalEndMs end of the frame's interval
	 * @param values F physical values, NaN absent; copied
	 * @param nowNs monotonic time of receipt
	 */
	public Arrival offer(int slot, long intervalEndMs, float[] values, long nowNs) {
		this.heardNs[slot] = nowNs;
		Arrival arrival = Arrival.ACCEPTED;
		if (this.filled[slot] > 0) {
			long newest = this.newestMs[slot];
			if (intervalEndMs <= newest) {
				return (intervalEndMs == newest) ? Arrival.REPEATED : Arrival.LATE;
			}
			if (isGap(newest, intervalEndMs, this.gapMs)) {
				this.filled[slot] = 0;
				arrival = Arrival.RESTARTED;
			}
		}
		System.arraycopy(values, 0, this.rings[slot], this.head[slot] * this.kpis, this.kpis);
		this.ends[slot][this.head[slot]] = intervalEndMs;
		this.head[slot] = (this.head[slot] + 1) % this.capacity;
		this.filled[slot] = Math.min(this.filled[slot] + 1, this.capacity);
		this.newestMs[slot] = intervalEndMs;
		return arrival;
	}

	/**
	 * Whether no window may hold two consecutive frames: the one rule of serving and
	 * training.
	 * @param beforeMs end of the first frame's interval
	 * @param afterMs end of the next frame's interval
	 * @param gapMs longest time between the two that is no gap
	 */
	public static boolean isGap(long beforeMs, long afterMs, long gapMs) {
		return afterMs - beforeMs > gapMs;
	}

	/** A frame of the cell came that is not taken. */
	public void received(int slot, long nowNs) {
		this.heardNs[slot] = nowNs;
	}

	/** Empties a window; the next frame starts it. */
	public void restart(int slot) {
		this.filled[slot] = 0;
	}

	/** Whether the newest frame has exactly these values. */
	public boolean newestIs(int slot, float[] values) {
		int from = Math.floorMod(this.head[slot] - 1, this.capacity) * this.kpis;
		return Arrays.equals(this.rings[slot], from, from + this.kpis, values, 0, this.kpis);
	}

	/** Frames in the window since it (re)started, at most {@code capacity}. */
	public int filled(int slot) {
		return this.filled[slot];
	}

	/**
	 * End of the newest frame's interval in ms; meaningless while {@link #filled} is 0.
	 */
	public long newestMs(int slot) {
		return this.newestMs[slot];
	}

	/**
	 * Time from the end of the oldest to that of the newest of the newest {@code length}
	 * frames, in ms.
	 * @param length 1 to {@link #filled}
	 */
	public long spanMs(int slot, int length) {
		int oldest = Math.floorMod(this.head[slot] - length, this.capacity);
		return this.newestMs[slot] - this.ends[slot][oldest];
	}

	/**
	 * Copies the newest {@code length} frames, oldest first.
	 * @param length at most {@link #filled}
	 * @param to receives {@code length·F} physical values from {@code offset} on
	 */
	public void copy(int slot, int length, float[] to, int offset) {
		if (length > this.filled[slot]) {
			throw new IllegalArgumentException(
					"window of " + length + " frames asked for, " + this.filled[slot] + " are there");
		}
		int first = Math.floorMod(this.head[slot] - length, this.capacity);
		int straight = Math.min(length, this.capacity - first);
		float[] ring = this.rings[slot];
		System.arraycopy(ring, first * this.kpis, to, offset, straight * this.kpis);
		System.arraycopy(ring, 0, to, offset + straight * this.kpis, (length - straight) * this.kpis);
	}

	/**
	 * Forgets the cells that have been silent for longer than {@code silentNs}.
	 * @param evicted receives each slot that became free
	 */
	public void evictSilent(long nowNs, long silentNs, IntConsumer evicted) {
		for (int slot = 0; slot < this.cells.length; slot++) {
			CellId cell = this.cells[slot];
			if (cell != null && nowNs - this.heardNs[slot] > silentNs) {
				this.slots.remove(cell);
				this.cells[slot] = null;
				this.free.add(slot);
				evicted.accept(slot);
			}
		}
	}

	/** The cell in a slot below {@link #slots}; null if the slot is free. */
	public @Nullable CellId cell(int slot) {
		return this.cells[slot];
	}

	/** Monotonic time of receipt of the newest frame that was offered. */
	public long heardNs(int slot) {
		return this.heardNs[slot];
	}

	/** Cells that have a window now. */
	public int size() {
		return this.slots.size();
	}

	/** Frames in all windows together. */
	public long frames() {
		long frames = 0;
		for (int slot = 0; slot < this.cells.length; slot++) {
			frames += (this.cells[slot] != null) ? this.filled[slot] : 0;
		}
		return frames;
	}

	/** Number of slots that were ever taken at the same time; slots are below this. */
	public int slots() {
		return this.slots.size() + this.free.size();
	}

}
