/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CellShareTest {

	/** By {@code zlib.crc32(b"NODE/CELL") % COUNT} of Python. */
	@ParameterizedTest
	@CsvSource({ "node, cell-1, 0, 2, 2", "node, cell-2, 0, 1, 0", "gnb-7, ü, 0, 1, 0", "gnb:1/64, 00101-1, 1, 0, 3",
			"gnb:1/64, 00101-2, 1, 1, 1", "gnb:1/64, 00101-4, 0, 2, 0" })
	void ownersAreThoseOfEveryVersionAndLanguage(String node, String cell, int of2, int of3, int of4) {
		CellId id = new CellId(node, cell);
		assertThat(new CellShare(2, 0, "").owner(id)).isEqualTo(of2);
		assertThat(new CellShare(3, 0, "").owner(id)).isEqualTo(of3);
		assertThat(new CellShare(4, 0, "").owner(id)).isEqualTo(of4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gnb-%d/1", "gnb/cell-%d", "gnb:1/00101-%x" })
	void replicasHaveAboutAsManyCells(String names) {
		CellShare share = new CellShare(3, 0, "");
		int[] cells = new int[3];
		for (int i = 0; i < 10_000; i++) {
			String[] name = names.formatted(i).split("/");
			cells[share.owner(new CellId(name[0], name[1]))]++;
		}
		assertThat(cells).satisfies((counts) -> assertThat(IntStream.of(counts))
			.allSatisfy((count) -> assertThat((double) count).isCloseTo(10_000 / 3.0, within(0.05 * 10_000 / 3.0))));
	}

	@Test
	void eachCellHasOneOwnerThatHasAllItsSlices() {
		for (int i = 0; i < 100; i++) {
			CellId slice = new CellId("gnb", "cell-" + i, "1-000001");
			assertThat(IntStream.range(0, 5).filter((index) -> new CellShare(5, index, "").owns(slice.whole())))
				.containsExactly(new CellShare(5, 0, "").owner(slice));
			assertThat(CellShare.ALL.owns(slice)).isTrue();
		}
	}

	@Test
	void whoAsksTheWrongOneIsToldTheRightOne() {
		CellId cell = new CellId("node", "cell-1", "1-000001");
		assertThatThrownBy(() -> new CellShare(3, 0, "presage-{index}.presage-grpc:50051").admit(cell))
			.isInstanceOf(InvalidInputException.class)
			.hasMessage("cell: expected a cell of replica 0 of 3, found node/cell-1, which replica 2 owns "
					+ "(presage-2.presage-grpc:50051)");
		assertThatThrownBy(() -> new CellShare(3, 1, "").admit(cell))
			.hasMessage("cell: expected a cell of replica 1 of 3, found node/cell-1, which replica 2 owns");
		assertThatCode(() -> new CellShare(3, 2, "").admit(cell)).doesNotThrowAnyException();
	}

	@Test
	void whatCannotBeIsNamed() {
		assertThatThrownBy(() -> new CellShare(0, 0, "")).hasMessage("count: expected 1 or more, found 0");
		assertThatThrownBy(() -> new CellShare(3, 3, "")).hasMessage("index: expected 0 to 2 (count is 3), found 3");
		assertThatThrownBy(() -> new CellShare(3, -1, "")).hasMessageContaining("found -1");
		assertThatThrownBy(() -> new CellShare(3, 0, "presage:50051"))
			.hasMessage("peers: expected an address with {index} in it, found \"presage:50051\"");
	}

}
