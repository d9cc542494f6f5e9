/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.worldmodel.net.AnnouncedPlans;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.torch.Exchange;
import org.presage.worldmodel.torch.SequenceBatch;

/**
 * What the sequences of one batch know of their neighbours: plans, and messages of
 * neighbours that are sequences of the batch themselves. In training, some sequences are
 * alone, some neighbours are absent, and messages are some frames old.
 */
final class Conversation {

	/**
	 * Sequences that are learnt without neighbours, so that a lonely cell stays as good.
	 */
	private static final double LONELY = 0.3;

	/** Neighbours that are absent, where messages are learnt. */
	private static final double DROPPED = 0.3;

	/**
	 * Sequences that know plans but no messages, as of neighbours whose model is another.
	 */
	private static final double WORDLESS = 0.1;

	private final Dataset data;

	private final NeighbourFrames neighbours;

	private final List<BatchSource.Sequence> sequences;

	private final int positions;

	/** Null if all is known. */
	private final @Nullable Random random;

	/** Sequence of the batch by series and first row. */
	private final Map<Integer, TreeMap<Integer, Integer>> places = new HashMap<>();

	/**
	 * @param random for what training hides; null to hide nothing from every other
	 * sequence, and everything from those between
	 */
	Conversation(Dataset data, NeighbourFrames neighbours, List<BatchSource.Sequence> sequences, int positions,
			@Nullable Random random) {
		this.data = data;
		this.neighbours = neighbours;
		this.sequences = sequences;
		this.positions = positions;
		this.random = random;
		for (int b = 0; b < sequences.size(); b++) {
			this.places.computeIfAbsent(sequences.get(b).segment().series(), (series) -> new TreeMap<>())
				.put(sequences.get(b).first(), b);
		}
	}

	/** Writes what a sequence knows. */
	void fill(int b, SequenceBatch batch) {
		// Half of the validation: a model is served to both.
		if ((this.random == null) ? b % 2 == 0 : this.random.nextDouble() < LONELY) {
			return;
		}
		Exchange exchange = batch.exchange();
		int count = this.neighbours.count(this.sequences.get(b).segment().series());
		boolean[] present = new boolean[count];
		int[] ages = new int[count];
		for (int n = 0; n < count; n++) {
			present[n] = exchange == null || this.random == null || this.random.nextDouble() >= DROPPED;
			ages[n] = (exchange != null && this.random != null) ? this.random.nextInt(Neighbours.MOST_AGE + 1) : 0;
		}
		announce(b, present, batch);
		if (exchange != null && (this.random == null || this.random.nextDouble() >= WORDLESS)) {
			for (int n = 0; n < count; n++) {
				for (int i = 0; present[n] && i < this.positions; i++) {
					// Before the sequence there are no messages.
					receive(b, n, i, Math.min(ages[n], i), exchange);
				}
			}
		}
	}

	private void announce(int b, boolean[] present, SequenceBatch batch) {
		BatchSource.Sequence sequence = this.sequences.get(b);
		int size = AnnouncedPlans.size(this.data.horizon());
		for (int i = 0; i < this.positions; i++) {
			this.neighbours.announced(sequence.segment().series(), sequence.first() + i, (n) -> present[n],
					batch.announced(), (b * this.positions + i) * size, size);
		}
	}

	private void receive(int b, int n, int i, int age, Exchange exchange) {
		BatchSource.Sequence own = this.sequences.get(b);
		int series = own.segment().series();
		int first = own.first() + i;
		int sample = b * this.positions + i;
		int sender = sender(this.neighbours.neighbour(series, n),
				this.neighbours.row(series, n, first + this.data.window() - 1) - age);
		int at = (sample * MessageRow.ROWS + n) * MessageRow.rest(this.data.horizon());
		boolean planned = this.neighbours.plan(series, n, first, exchange.rows(), at);
		if (MessageRow.complete(exchange.rows(), at, MessageRow.rest(this.data.horizon()),
				(planned && sender >= 0) ? this.neighbours.share(series, n) : 0, age)) {
			exchange.senders()[sample * MessageRow.ROWS + n] = sender;
		}
	}

	/**
	 * The sample whose window ends at a row of a series; −1 if it is not in the batch.
	 */
	private int sender(int series, int row) {
		int first = row - this.data.window() + 1;
		TreeMap<Integer, Integer> known = this.places.get(series);
		Map.Entry<Integer, Integer> at = (known != null) ? known.floorEntry(first) : null;
		if (at == null || first - at.getKey() >= this.positions) {
			return -1;
		}
		Dataset.Segment segment = this.sequences.get(at.getValue()).segment();
		boolean whole = first >= segment.from() && row < segment.to();
		return whole ? at.getValue() * this.positions + first - at.getKey() : -1;
	}

}
