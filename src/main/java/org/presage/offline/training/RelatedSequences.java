/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;

/**
 * Cuts a part into sequences such that those of cells that hear each other begin at the
 * same time and share a batch: what one says the other receives. A batch has the
 * sequences of several networks and times.
 */
final class RelatedSequences {

	/** Cells of one time in a batch; of a larger network, some neighbours are absent. */
	private static final int MOST = 64;

	private final Dataset data;

	private final Dataset.Part part;

	private final int positions;

	/** Network of each series: all that hear each other, directly or through others. */
	private final int[] networks;

	/** Rank of each series, such that neighbours are close to each other. */
	private final int[] ranks;

	RelatedSequences(Dataset data, Dataset.Part part, int positions, NeighbourFrames neighbours) {
		this.data = data;
		this.part = part;
		this.positions = positions;
		int series = data.trace().series().size();
		this.networks = new int[series];
		this.ranks = new int[series];
		rank(listeners(series, neighbours));
	}

	/** For each series, those that it hears or that hear it. */
	private static List<List<Integer>> listeners(int series, NeighbourFrames neighbours) {
		List<List<Integer>> all = new ArrayList<>();
		for (int s = 0; s < series; s++) {
			all.add(new ArrayList<>());
		}
		for (int s = 0; s < series; s++) {
			for (int n = 0; n < neighbours.count(s); n++) {
				all.get(s).add(neighbours.neighbour(s, n));
				all.get(neighbours.neighbour(s, n)).add(s);
			}
		}
		return all;
	}

	/** Breadth first from the first series of each network. */
	private void rank(List<List<Integer>> related) {
		Arrays.fill(this.networks, -1);
		int next = 0;
		for (int s = 0; s < related.size(); s++) {
			Deque<Integer> open = new ArrayDeque<>();
			visit(s, s, open);
			while (!open.isEmpty()) {
				int reached = open.removeFirst();
				this.ranks[reached] = next++;
				for (int other : related.get(reached)) {
					visit(other, s, open);
				}
			}
		}
	}

	private void visit(int series, int network, Deque<Integer> open) {
		if (this.networks[series] < 0) {
			this.networks[series] = network;
			open.add(series);
		}
	}

	/** Sequences that begin at one time in one network. */
	private record Meeting(int network, long time) implements Comparable<Meeting> {

		@Override
		public int compareTo(Meeting other) {
			return Comparator.comparingLong(Meeting::time).thenComparingInt(Meeting::network).compare(this, other);
		}

	}

	/**
	 * All batches of an epoch, cut at a random time and shuffled.
	 * @param size sequences that are enough for a batch
	 */
	List<List<BatchSource.Sequence>> batches(Random random, int size) {
		List<List<BatchSource.Sequence>> groups = groups(random.nextInt(this.positions));
		Collections.shuffle(groups, random);
		List<List<BatchSource.Sequence>> batches = new ArrayList<>();
		List<BatchSource.Sequence> open = new ArrayList<>();
		for (List<BatchSource.Sequence> group : groups) {
			if (!open.isEmpty() && open.size() + group.size() > size) {
				batches.add(open);
				open = new ArrayList<>();
			}
			open.addAll(group);
		}
		batches.add(open);
		return batches;
	}

	private List<List<BatchSource.Sequence>> groups(int phase) {
		Map<Meeting, List<BatchSource.Sequence>> meetings = new TreeMap<>();
		for (Dataset.Segment segment : this.data.segments(this.part)) {
			int windows = segment.windows(this.data.window() + this.data.horizon());
			int shift = (int) Math.floorMod(step(segment, segment.from()) + phase, (long) this.positions);
			for (int first = -shift; first < windows; first += this.positions) {
				if (first + this.positions > 0) {
					long time = step(segment, segment.from() + first) + phase;
					Meeting meeting = new Meeting(this.networks[segment.series()],
							Math.floorDiv(time, (long) this.positions));
					meetings.computeIfAbsent(meeting, (key) -> new ArrayList<>())
						.add(new BatchSource.Sequence(segment, segment.from() + first));
				}
			}
		}
		List<List<BatchSource.Sequence>> groups = new ArrayList<>();
		for (List<BatchSource.Sequence> meeting : meetings.values()) {
			meeting.sort(Comparator.comparingInt((sequence) -> this.ranks[sequence.segment().series()]));
			for (int from = 0; from < meeting.size(); from += MOST) {
				groups.add(meeting.subList(from, Math.min(meeting.size(), from + MOST)));
			}
		}
		return groups;
	}

	/** Time of a row in steps; before its segment, as if there were rows. */
	private long step(Dataset.Segment segment, int row) {
		int known = Math.max(row, segment.from());
		double time = this.data.trace().series().get(segment.series()).timesMs()[known];
		return Math.round(time / this.data.schema().stepMs()) + row - known;
	}

}
