/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

import org.presage.offline.data.Dataset;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.SequenceBatch;

/**
 * Batches of what was stored while cells ran: single windows of all times beside
 * sequences of the newest frames. An epoch has all windows once on average, and of the
 * newest frames as many as of the others, repeated four times at most: what is new is not
 * drowned by what was long ago, which is replayed so that it is not forgotten (Chaudhry
 * et al., 2019). {@link NodeShares} bounds what a node contributes.
 */
final class StoredBatches {

	/** Windows that share a sequence of newest frames. */
	private static final int POSITIONS = 8;

	private static final int MOST_REPEATS = 4;

	/** Windows in a batch of a large store. */
	private static final int WINDOWS = 500;

	private static final int SEQUENCES = 60;

	/** Steps of an epoch below which batches become smaller. */
	private static final int STEPS = 20;

	private final Dataset data;

	private final BatchSource single;

	private final BatchSource sequential;

	private final List<Dataset.Segment> windows = new ArrayList<>();

	private final List<Dataset.Segment> newest = new ArrayList<>();

	/**
	 * @param data whose series have their node as group; a segment of one window is a
	 * stored window, a longer one newest frames
	 */
	StoredBatches(Dataset data, NetworkSpec spec) {
		this.data = data;
		this.single = new BatchSource(data, Dataset.Part.TRAIN, spec, 1);
		this.sequential = new BatchSource(data, Dataset.Part.TRAIN, spec, POSITIONS);
		int length = data.window() + data.horizon();
		for (Dataset.Segment segment : data.segments(Dataset.Part.TRAIN)) {
			(segment.windows(length) > 1 ? this.newest : this.windows).add(segment);
		}
	}

	/** Sequences that are laid out in one way. */
	record Batch(BatchSource source, List<BatchSource.Sequence> sequences, int windows) {

		SequenceBatch layOut(TrainingSettings settings, Random random) {
			return this.source.batch(this.sequences, settings, random);
		}

	}

	/** All batches of an epoch, shuffled. */
	List<Batch> epoch(Random random) {
		List<Batch> batches = new ArrayList<>();
		int recent = this.newest.stream()
			.mapToInt((segment) -> segment.windows(this.data.window() + this.data.horizon()))
			.sum();
		if (!this.windows.isEmpty()) {
			NodeShares<BatchSource.Sequence> shares = shares(this.windows,
					(segment) -> List.of(new BatchSource.Sequence(segment, segment.from())));
			add(batches, this.single, shares, shares.size(), size(shares.size(), WINDOWS), 1, random);
		}
		if (!this.newest.isEmpty()) {
			NodeShares<BatchSource.Sequence> shares = shares(this.newest, (segment) -> cut(segment, random));
			long repeats = Math.clamp(this.windows.size() / (long) recent, 1, MOST_REPEATS);
			add(batches, this.sequential, shares, (int) (repeats * shares.size()), size(shares.size(), SEQUENCES),
					POSITIONS, random);
		}
		Collections.shuffle(batches, random);
		return batches;
	}

	private static int size(int items, int most) {
		return NodeShares.UNIT * Math.clamp(items / (NodeShares.UNIT * STEPS), 1, most / NodeShares.UNIT);
	}

	private static void add(List<Batch> batches, BatchSource source, NodeShares<BatchSource.Sequence> shares, int total,
			int size, int positions, Random random) {
		shares.batches(total, size, random)
			.forEach((sequences) -> batches.add(new Batch(source, sequences, positions * sequences.size())));
	}

	private List<BatchSource.Sequence> cut(Dataset.Segment segment, Random random) {
		List<BatchSource.Sequence> sequences = new ArrayList<>();
		int windows = segment.windows(this.data.window() + this.data.horizon());
		int shift = (windows > POSITIONS) ? random.nextInt(POSITIONS) : 0;
		for (int first = -shift; first < windows; first += POSITIONS) {
			sequences.add(new BatchSource.Sequence(segment, segment.from() + first));
		}
		return sequences;
	}

	private NodeShares<BatchSource.Sequence> shares(List<Dataset.Segment> segments,
			Function<Dataset.Segment, List<BatchSource.Sequence>> sequences) {
		Map<String, List<BatchSource.Sequence>> byNode = new LinkedHashMap<>();
		for (Dataset.Segment segment : segments) {
			String node = Objects.requireNonNullElse(this.data.trace().series().get(segment.series()).group(), "");
			byNode.computeIfAbsent(node, (any) -> new ArrayList<>()).addAll(sequences.apply(segment));
		}
		return new NodeShares<>(byNode);
	}

}
