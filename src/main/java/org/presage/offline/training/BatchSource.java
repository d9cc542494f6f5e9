/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.worldmodel.WindowFill;
import org.presage.worldmodel.net.AnnouncedPlans;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.Exchange;
import org.presage.worldmodel.torch.SequenceBatch;

/**
 * Cuts a part into sequences of L+n−1 frames, each with n windows and their futures, and
 * lays them out for the network. Every stride-1 window of the part is in exactly one
 * sequence of an epoch; where a sequence reaches over the edge of its segment, what lies
 * outside is absent and does not count.
 */
final class BatchSource {

	private final Dataset data;

	private final Dataset.Part part;

	private final int positions;

	/** Null if no messages are learnt. */
	private final @Nullable RelatedSequences related;

	/**
	 * @param spec of the network that learns
	 * @param positions windows that share one sequence, n
	 */
	BatchSource(Dataset data, Dataset.Part part, NetworkSpec spec, int positions) {
		this.data = data;
		this.part = part;
		this.positions = positions;
		NeighbourFrames neighbours = data.neighbours();
		this.related = (neighbours != null && spec.sendsMessages())
				? new RelatedSequences(data, part, positions, neighbours) : null;
	}

	/**
	 * One sequence.
	 *
	 * @param segment it is cut from
	 * @param first row of its first frame; may lie before the segment
	 */
	record Sequence(Dataset.Segment segment, int first) {
	}

	/**
	 * All batches of an epoch, of sequences that are cut at random places and shuffled.
	 * @param size sequences of a batch; where messages are learnt there may be more
	 */
	List<List<Sequence>> batches(Random random, int size) {
		if (this.related != null) {
			return this.related.batches(random, size);
		}
		List<Sequence> sequences = epoch(random);
		List<List<Sequence>> batches = new ArrayList<>();
		for (int from = 0; from < sequences.size(); from += size) {
			batches.add(sequences.subList(from, Math.min(sequences.size(), from + size)));
		}
		return batches;
	}

	private List<Sequence> epoch(Random random) {
		List<Sequence> sequences = new ArrayList<>();
		for (Dataset.Segment segment : this.data.segments(this.part)) {
			int windows = segment.windows(this.data.window() + this.data.horizon());
			int shift = (windows > this.positions) ? random.nextInt(this.positions) : 0;
			for (int first = -shift; first < windows; first += this.positions) {
				sequences.add(new Sequence(segment, segment.from() + first));
			}
		}
		Collections.shuffle(sequences, random);
		return sequences;
	}

	/**
	 * Lays sequences out, augmented as {@code settings} say.
	 */
	SequenceBatch batch(List<Sequence> sequences, TrainingSettings settings, Random random) {
		int features = this.data.schema().size();
		int targets = features - 1;
		int horizon = this.data.horizon();
		int steps = this.data.window() + this.positions - 1;
		int windows = sequences.size() * this.positions;
		NeighbourFrames neighbours = this.data.neighbours();
		int announced = (neighbours != null) ? AnnouncedPlans.size(horizon) : 0;
		SequenceBatch batch = new SequenceBatch(sequences.size(), steps, new float[sequences.size() * steps * features],
				new float[sequences.size() * steps * features], new float[windows * horizon],
				new float[windows * horizon * targets], new float[windows * horizon * targets],
				new float[windows * horizon], new float[windows * horizon], new float[windows * horizon],
				new float[windows * horizon], new float[windows * announced],
				(this.related != null) ? Exchange.silent(windows, MessageRow.ROWS, MessageRow.rest(horizon)) : null);
		Conversation conversation = (neighbours != null) ? new Conversation(this.data, neighbours, sequences,
				this.positions, (this.part == Dataset.Part.VALID) ? null : random) : null;
		float[] rows = new float[(steps + horizon) * features];
		for (int b = 0; b < sequences.size(); b++) {
			Sequence sequence = sequences.get(b);
			rows(sequence, rows);
			int action = this.data.schema().actionIndex();
			boolean varied = settings.augmentation().varyLevels(rows, features, action, random);
			if (conversation != null) {
				conversation.fill(b, batch);
			}
			for (int i = 0; i < this.positions; i++) {
				future(sequence, rows, b, i, batch);
			}
			if (varied) {
				withoutFlags(b * this.positions * horizon, this.positions * horizon, batch);
			}
			settings.augmentation().disturb(rows, features, steps, action, random);
			WindowFill.fill(rows, 0, steps, features, this.data.window(), batch.frames(), batch.mask(),
					b * steps * features);
		}
		return batch;
	}

	private void rows(Sequence sequence, float[] rows) {
		int features = this.data.schema().size();
		float[] standardized = this.data.standardized(sequence.segment().series());
		for (int t = 0; t < rows.length / features; t++) {
			int row = sequence.first() + t;
			boolean inside = row >= sequence.segment().from() && row < sequence.segment().to();
			for (int f = 0; f < features; f++) {
				rows[t * features + f] = inside ? standardized[row * features + f] : Float.NaN;
			}
		}
	}

	/**
	 * Plans, targets and agreement of the window that starts {@code i} frames into the
	 * sequence.
	 */
	private void future(Sequence sequence, float[] rows, int b, int i, SequenceBatch batch) {
		int features = this.data.schema().size();
		int action = this.data.schema().actionIndex();
		int horizon = this.data.horizon();
		int window = this.data.window();
		boolean whole = sequence.first() + i >= sequence.segment().from()
				&& sequence.first() + i + window + horizon <= sequence.segment().to();
		float[] physical = this.data.trace().series().get(sequence.segment().series()).values();
		for (int h = 0; h < horizon; h++) {
			int t = i + window + h;
			int at = (b * this.positions + i) * horizon + h;
			float planned = rows[t * features + action];
			batch.plans()[at] = Float.isNaN(planned) ? 0 : planned;
			boolean counts = whole && !(Float.isNaN(planned) && this.data.observed(action));
			for (int y = 0; y < features - 1; y++) {
				float value = rows[t * features + this.data.schema().frameIndex(y)];
				boolean present = counts && !Float.isNaN(value);
				batch.targets()[at * (features - 1) + y] = present ? value : 0;
				batch.targetMask()[at * (features - 1) + y] = present ? 1 : 0;
			}
			int row = (sequence.first() + t) * features;
			flag(counts ? this.data.schema().meetsSla(physical, row) : Float.NaN, batch.sla(), batch.slaMask(), at);
			flag(counts ? this.data.schema().isOutage(physical, row) : Float.NaN, batch.outage(), batch.outageMask(),
					at);
		}
	}

	/**
	 * Limits are in true units: of what was varied nobody knows whether it keeps them.
	 */
	private static void withoutFlags(int from, int count, SequenceBatch batch) {
		Arrays.fill(batch.slaMask(), from, from + count, 0);
		Arrays.fill(batch.outageMask(), from, from + count, 0);
	}

	private static void flag(float value, float[] values, float[] mask, int at) {
		values[at] = Float.isNaN(value) ? 0 : value;
		mask[at] = Float.isNaN(value) ? 0 : 1;
	}

}
