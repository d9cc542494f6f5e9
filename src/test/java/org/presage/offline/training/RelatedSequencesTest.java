/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.testing.TestModels;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.torch.Exchange;
import org.presage.worldmodel.torch.SequenceBatch;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells that hear each other learn together. */
class RelatedSequencesTest {

	private static final int POSITIONS = 8;

	private static final int REST = MessageRow.rest(TestModels.HORIZON);

	private final TrainingSettings settings = TrainingSettings.defaults(1, 1).withAugmentation(Augmentation.NONE);

	/** Two networks, s0 to s2 and s3 with s4, and s5 alone; each later by some ms. */
	private static Dataset data(long shiftMs) {
		Trace world = TrainingTest.world(TestModels.schema(), 6, 300, 2);
		List<Series> series = new ArrayList<>();
		for (int s = 0; s < 6; s++) {
			Series one = world.series().get(s);
			long later = s * shiftMs;
			series.add(new Series("s" + s, java.util.Arrays.stream(one.timesMs()).map((time) -> time + later).toArray(),
					one.values()));
		}
		Dataset data = new Dataset(new Trace(world.schema(), series, "two networks", List.of()), TestModels.WINDOW,
				TestModels.HORIZON);
		data.relate(new Neighbours(Map.of("s0", List.of(new Neighbours.Neighbour("s1")), "s1",
				List.of(new Neighbours.Neighbour("s0"), new Neighbours.Neighbour("s2")), "s3",
				List.of(new Neighbours.Neighbour("s4")), "s4", List.of(new Neighbours.Neighbour("s3")))));
		return data;
	}

	private static BatchSource source(Dataset data, Dataset.Part part) {
		return new BatchSource(data, part, TestModels.spec("mlp").withMessages(MessageMode.SYMBOLS), POSITIONS);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 5, 130 })
	void everyWindowOfAnEpochIsInOneBatchOnce(long shiftMs) {
		Dataset data = data(shiftMs);
		Set<List<Integer>> seen = new HashSet<>();
		int windows = 0;
		for (List<BatchSource.Sequence> batch : source(data, Dataset.Part.TRAIN).batches(new Random(1), 4)) {
			assertThat(batch).hasSizeBetween(1, 4);
			for (BatchSource.Sequence sequence : batch) {
				Dataset.Segment segment = sequence.segment();
				for (int first = sequence.first(); first < sequence.first() + POSITIONS; first++) {
					if (first >= segment.from() && first + TestModels.WINDOW + TestModels.HORIZON <= segment.to()) {
						windows++;
						seen.add(List.of(segment.series(), first));
					}
				}
			}
		}
		assertThat(windows).isEqualTo(data.windows(Dataset.Part.TRAIN));
		assertThat(seen).hasSize(windows);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 5, 40 })
	void messagesComeFromTheNeighboursFramesOfTheirAge(long shiftMs) {
		Dataset data = data(shiftMs);
		NeighbourFrames frames = Objects.requireNonNull(data.neighbours());
		BatchSource source = source(data, Dataset.Part.TRAIN);
		Set<Integer> ages = new HashSet<>();
		Random random = new Random(6);
		int received = 0;
		int samples = 0;
		for (List<BatchSource.Sequence> sequences : source.batches(new Random(4), 4)) {
			SequenceBatch batch = source.batch(sequences, this.settings, random);
			Exchange exchange = Objects.requireNonNull(batch.exchange());
			for (int i = 0; i < exchange.senders().length; i++) {
				int sample = i / MessageRow.ROWS;
				int n = i % MessageRow.ROWS;
				BatchSource.Sequence own = sequences.get(sample / POSITIONS);
				int series = own.segment().series();
				samples += (n < frames.count(series)) ? 1 : 0;
				int sender = exchange.senders()[i];
				assertThat(exchange.rows()[(i + 1) * REST - 1]).isEqualTo((sender >= 0) ? 1 : 0);
				if (sender >= 0) {
					received++;
					int age = Math.round(exchange.rows()[(i + 1) * REST - 2] * Neighbours.MOST_AGE);
					ages.add(age);
					BatchSource.Sequence other = sequences.get(sender / POSITIONS);
					assertThat(other.segment().series()).isEqualTo(frames.neighbour(series, n));
					assertThat(other.first() + sender % POSITIONS).isEqualTo(own.first() + sample % POSITIONS - age);
				}
			}
		}
		assertThat(ages).containsExactlyInAnyOrder(0, 1, 2, 3);
		assertThat((double) received / samples).as("share of messages that arrive").isBetween(0.3, 0.6);
	}

	@Test
	void halfOfTheValidationKnowsAllAndHalfNothing() {
		Dataset data = data(0);
		BatchSource source = source(data, Dataset.Part.VALID);
		for (List<BatchSource.Sequence> sequences : source.batches(new Random(0), 6)) {
			SequenceBatch batch = source.batch(sequences, this.settings, new Random(0));
			Exchange exchange = Objects.requireNonNull(batch.exchange());
			for (int i = 0; i < exchange.senders().length; i++) {
				int b = i / MessageRow.ROWS / POSITIONS;
				assertThat(exchange.senders()[i]).satisfiesAnyOf((sender) -> assertThat(sender).isEqualTo(-1),
						(sender) -> assertThat(b % 2).isEqualTo(1));
			}
		}
	}

	@Test
	void networkLargerThanABatchIsDivided() {
		int cells = 70;
		Dataset data = new Dataset(TrainingTest.world(TestModels.schema(), cells, 120, 2), TestModels.WINDOW,
				TestModels.HORIZON);
		Map<String, List<Neighbours.Neighbour>> ring = new java.util.HashMap<>();
		for (int c = 0; c < cells; c++) {
			ring.put(data.trace().series().get(c).name(),
					List.of(new Neighbours.Neighbour(data.trace().series().get((c + 1) % cells).name())));
		}
		data.relate(new Neighbours(ring));
		List<List<BatchSource.Sequence>> batches = source(data, Dataset.Part.TRAIN).batches(new Random(1), 16);
		assertThat(batches).allSatisfy((batch) -> assertThat(batch).hasSizeLessThanOrEqualTo(64));
		assertThat(batches.stream().mapToInt(List::size).max()).hasValue(64);
	}

}
