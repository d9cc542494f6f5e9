/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.net.FiniteScalarQuantization;
import org.presage.worldmodel.net.LearnedMessages;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * What each series of a dataset says after each of its frames, computed in blocks when it
 * is first asked for. Where a model sends symbols, it is what their indices mean.
 */
final class SentMessages {

	/** Converts a standardised value of the dataset to the model's units. */
	interface Units {

		float of(float value, int kpi);

	}

	private static final int SIZE = LearnedMessages.SIZE;

	private final Dataset data;

	private final NetworkSpec network;

	private final Imaginer imaginer;

	private final Units units;

	private final float[] windows;

	private final float[] contexts;

	/** Messages of a series by row. */
	private final float[][] messages;

	/** Blocks that are computed. */
	private final boolean[][] known;

	/** First row of the stretch that a row of a series is in; −1 where there is none. */
	private final int[][] stretch;

	/**
	 * @param contextSize K
	 */
	SentMessages(Dataset data, NetworkSpec network, int contextSize, Imaginer imaginer, Units units) {
		this.data = data;
		this.network = network;
		this.imaginer = imaginer;
		this.units = units;
		this.windows = new float[WindowBatch.SIZE * network.window() * network.features()];
		this.contexts = new float[WindowBatch.SIZE * contextSize];
		int series = data.trace().series().size();
		this.messages = new float[series][];
		this.known = new boolean[series][];
		this.stretch = new int[series][];
		for (int s = 0; s < series; s++) {
			int rows = data.trace().series().get(s).rows();
			this.messages[s] = new float[rows * SIZE];
			this.known[s] = new boolean[rows / WindowBatch.SIZE + 1];
			this.stretch[s] = new int[rows];
			Arrays.fill(this.stretch[s], -1);
		}
		for (Dataset.Part part : Dataset.Part.values()) {
			for (Dataset.Segment segment : data.segments(part)) {
				Arrays.fill(this.stretch[segment.series()], segment.from(), segment.to(), segment.from());
			}
		}
	}

	/**
	 * Writes what a series says after a frame.
	 * @param row of the frame; may lie outside
	 * @param to receives {@link LearnedMessages#SIZE} numbers from {@code at} on
	 * @return false if it says nothing: its window is not whole
	 */
	boolean write(int series, int row, float[] to, int at) {
		if (row < 0 || row >= this.stretch[series].length || !whole(series, row)) {
			return false;
		}
		int block = row / WindowBatch.SIZE;
		if (!this.known[series][block]) {
			compute(series, block);
			this.known[series][block] = true;
		}
		System.arraycopy(this.messages[series], row * SIZE, to, at, SIZE);
		return true;
	}

	private boolean whole(int series, int row) {
		int first = this.stretch[series][row];
		return first >= 0 && row - this.network.window() + 1 >= first;
	}

	private void compute(int series, int block) {
		int features = this.network.features();
		int window = this.network.window() * features;
		float[] frames = this.data.standardized(series);
		int from = block * WindowBatch.SIZE;
		int count = Math.min(WindowBatch.SIZE, this.stretch[series].length - from);
		Arrays.fill(this.windows, Float.NaN);
		for (int c = 0; c < count; c++) {
			int first = (from + c - this.network.window() + 1) * features;
			for (int i = 0; i < window && whole(series, from + c); i++) {
				this.windows[c * window + i] = this.units.of(frames[first + i], i % features);
			}
		}
		this.imaginer.encode(count, this.windows, this.contexts);
		int context = this.contexts.length / WindowBatch.SIZE;
		int offset = LearnedMessages.offset(context, this.network.horizon());
		for (int c = 0; c < count; c++) {
			System.arraycopy(this.contexts, c * context + offset, this.messages[series], (from + c) * SIZE, SIZE);
		}
		if (this.network.messages() == MessageMode.SYMBOLS) {
			for (int at = from * SIZE; at < (from + count) * SIZE; at += FiniteScalarQuantization.DIMENSIONS) {
				FiniteScalarQuantization.values(FiniteScalarQuantization.symbol(this.messages[series], at),
						this.messages[series], at);
			}
		}
	}

}
