/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;
import org.presage.kpi.Neighbours.Neighbour;

import static org.assertj.core.api.Assertions.assertThat;

/** A cell is found by its whole name, or by its name on each node. */
class CellNeighboursTest {

	private static CellNeighbours of(Neighbours relation, String node, String cell) {
		return CellNeighbours.of(relation, CellNeighbours.received(relation), new CellId(node, cell));
	}

	@Test
	void nameWithoutNodeIsOfEachNode() {
		Neighbours relation = new Neighbours(Map.of("c0", List.of(new Neighbour("c1"))));
		for (String node : List.of("n1", "n2")) {
			assertThat(of(relation, node, "c0").names()).containsExactly(node + "/c1");
			assertThat(of(relation, node, "c1").receivers()).containsOnlyKeys(node + "/c0");
		}
	}

	@Test
	void wholeNameWithoutNeighboursIsAlone() {
		Neighbours relation = new Neighbours(Map.of("c0", List.of(new Neighbour("c1")), "n1/c0", List.of()));
		assertThat(of(relation, "n1", "c0").names()).isEmpty();
		assertThat(of(relation, "n1", "c1").receivers()).isEmpty();
		assertThat(of(relation, "n2", "c0").names()).containsExactly("n2/c1");
	}

	@Test
	void receiverThatIsNamedTwiceCountsOnce() {
		Neighbours relation = new Neighbours(Map.of("c0", List.of(new Neighbour("c1")), "n1/c0",
				List.of(new Neighbour("n1/c1", -3.0), new Neighbour("n2/c1", -13.0))));
		assertThat(of(relation, "n1", "c1").receivers()).containsOnlyKeys("n1/c0");
		assertThat(of(relation, "n2", "c1").receivers()).containsOnlyKeys("n1/c0", "n2/c0");
	}

	@Test
	void weakestOfAThousandAreNotLookedFor() {
		List<Neighbour> thousand = IntStream.range(0, 1000).mapToObj((i) -> new Neighbour("c" + i, -i / 10.0)).toList();
		CellNeighbours found = of(new Neighbours(Map.of("x", thousand)), "n", "x");
		assertThat(found.names()).hasSize(CellNeighbours.MOST_NAMES).startsWith("n/c0", "n/c1");
		assertThat(found.weights()).hasSize(CellNeighbours.MOST_NAMES);
	}

}
