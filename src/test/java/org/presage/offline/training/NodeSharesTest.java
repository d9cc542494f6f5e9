/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No node decides what is learnt. */
class NodeSharesTest {

	private static Map<String, List<String>> nodes(int count, int largest) {
		Map<String, List<String>> byNode = new HashMap<>();
		for (int n = 0; n < count; n++) {
			String node = "n" + n;
			byNode.put(node, IntStream.range(0, (n == 0) ? largest : 7 + n).mapToObj((i) -> node).toList());
		}
		return byNode;
	}

	@ParameterizedTest
	@CsvSource({ "20,0.05", "21,0.05", "300,0.05", "10,0.2", "4,0.5", "2,1", "1,1" })
	void noNodeHasMoreThanItsShareOfAnyBatch(int count, double most) {
		NodeShares<String> shares = new NodeShares<>(nodes(count, 5000));
		for (List<String> batch : shares.batches(shares.size(), 100, new Random(1))) {
			assertThat(batch).hasSize(100);
			Map<String, Integer> counts = new HashMap<>();
			batch.forEach((node) -> counts.merge(node, 1, Integer::sum));
			assertThat(counts.values())
				.allSatisfy((taken) -> assertThat(taken).isLessThanOrEqualTo((int) (100 * most)));
		}
	}

	@Test
	void nodesBelowTheirShareAreDrawnByTheirItems() {
		assertThat(NodeShares.shares(new int[] { 10, 20, 20 })).containsExactly(0.2, 0.4, 0.4);
		double[] shares = NodeShares
			.shares(IntStream.range(0, 40).map((n) -> (n == 0) ? 100_000 : (n < 20) ? 10 : 20).toArray());
		assertThat(shares[0]).isEqualTo(0.05);
		assertThat(shares[39]).isCloseTo(2 * shares[1], org.assertj.core.api.Assertions.within(1e-9));
		assertThat(Arrays.stream(shares).sum()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
	}

	@Test
	void itemsOfNodeAreAllDrawnBeforeOneIsDrawnAgain() {
		Map<String, List<Integer>> one = Map.of("n", IntStream.range(0, 200).boxed().toList());
		List<List<Integer>> batches = new NodeShares<>(one).batches(200, 20, new Random(3));
		assertThat(batches.stream().flatMap(List::stream)).hasSize(200).doesNotHaveDuplicates();
	}

}
