/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.presage.offline.data.DataException;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

/** What neighbours tell of a cell, where it is known how much that is. */
class NeighbourStudyTest {

	private static final double[][] FIRST_HEARS_SECOND = { { 0, 0.1, 0 }, { 0, 0, 0 }, { 0, 0, 0 } };

	private static Neighbours relation(String cell, String neighbour) {
		return new Neighbours(Map.of(cell, List.of(new Neighbours.Neighbour(neighbour))));
	}

	private static NeighbourStudy.Errors errors(NeighbourStudy.Result result, String knowledge) {
		return Objects.requireNonNull(result.knowledge().get(knowledge));
	}

	@Test
	void announcedPlansTellWhatTheyDisturb() {
		NeighbourStudy.Result result = NeighbourStudy.run(CoupledTrace.of(FIRST_HEARS_SECOND, 2000, 0),
				relation("s0", "s1"));
		assertThat(result.related()).isEqualTo(1);
		assertThat(result.series()).isEqualTo(3);
		assertThat(errors(result, "none").ratio()).isEqualTo(1);
		assertThat(errors(result, "plans").perKpi().get("SINR")).isLessThan(0.95);
		assertThat(errors(result, "both").perKpi().get("SINR")).isLessThan(0.95);
		assertThat(errors(result, "frames").perKpi().get("SINR")).isGreaterThan(0.97);
		assertThat(errors(result, "plans").perKpi().get("Other")).isCloseTo(1, offset(0.02));
	}

	@Test
	void neighbourThatDisturbsNothingTellsNothing() {
		NeighbourStudy.Result result = NeighbourStudy.run(CoupledTrace.of(FIRST_HEARS_SECOND, 2000, 0),
				relation("s0", "s2"));
		assertThat(errors(result, "plans").ratio()).isCloseTo(1, offset(0.01));
	}

	/** Clocks of two nodes rarely agree. */
	@Test
	void rowsBelongTogetherThatEndWithinHalfAStep() {
		NeighbourStudy.Result near = NeighbourStudy.run(CoupledTrace.of(FIRST_HEARS_SECOND, 2000, 40),
				relation("s0", "s1"));
		assertThat(errors(near, "plans").perKpi().get("SINR")).isLessThan(0.95);
		// 5 s apart: the rows of the same time are other rows.
		NeighbourStudy.Result far = NeighbourStudy.run(CoupledTrace.of(FIRST_HEARS_SECOND, 2000, 5000),
				relation("s0", "s1"));
		assertThat(errors(far, "plans").perKpi().get("SINR")).isCloseTo(1, offset(0.02));
	}

	@Test
	void neighboursThatAreNotThereAreAbsent() {
		Dataset data = CoupledTrace.of(FIRST_HEARS_SECOND, 2000, 0);
		Neighbours known = relation("s0", "s1");
		Neighbours more = new Neighbours(
				Map.of("s0", List.of(new Neighbours.Neighbour("gone"), new Neighbours.Neighbour("s1")), "elsewhere",
						List.of(new Neighbours.Neighbour("s0"))));
		assertThat(NeighbourStudy.run(data, more)).isEqualTo(NeighbourStudy.run(data, known));
	}

	@Test
	void relationOfOtherCellsIsRefused() {
		assertThatExceptionOfType(DataException.class)
			.isThrownBy(() -> NeighbourStudy.run(CoupledTrace.of(FIRST_HEARS_SECOND, 300, 0), relation("a", "b")))
			.withMessageContaining("s0")
			.withMessageContaining("found [a]");
	}

}
