/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NaturalOrderTest {

	@Test
	void numbersInNamesCount() {
		List<String> names = List.of("", "1", "2", "10", "007x", "cell", "cell-", "cell-0", "cell-2", "cell-2a",
				"cell-2b", "cell-10", "cell-010-1", "cell-99999999999999999998", "cell-99999999999999999999", "cellar");
		// Seven with an x comes after seven, and before ten.
		List<String> sorted = List.of("", "1", "2", "007x", "10", "cell", "cell-", "cell-0", "cell-2", "cell-2a",
				"cell-2b", "cell-10", "cell-010-1", "cell-99999999999999999998", "cell-99999999999999999999", "cellar");
		assertThat(names.stream().sorted(NaturalOrder.INSTANCE)).containsExactlyElementsOf(sorted);
	}

	/** What a sort relies on, over names that are nearly the same. */
	@Test
	void isAnOrder() {
		Random random = new Random(5);
		List<String> names = IntStream.range(0, 400)
			.mapToObj((i) -> random.ints(1 + random.nextInt(5), 0, 4)
				.mapToObj((c) -> "0a10".substring(c, c + 1))
				.reduce("", String::concat))
			.toList();
		for (int i = 0; i < 20_000; i++) {
			String one = names.get(random.nextInt(names.size()));
			String two = names.get(random.nextInt(names.size()));
			String three = names.get(random.nextInt(names.size()));
			int forth = Integer.signum(NaturalOrder.INSTANCE.compare(one, two));
			assertThat(Integer.signum(NaturalOrder.INSTANCE.compare(two, one))).as(one + " " + two).isEqualTo(-forth);
			if (forth <= 0 && NaturalOrder.INSTANCE.compare(two, three) <= 0) {
				assertThat(NaturalOrder.INSTANCE.compare(one, three)).as(one + " " + two + " " + three)
					.isLessThanOrEqualTo(0);
			}
		}
	}

}
