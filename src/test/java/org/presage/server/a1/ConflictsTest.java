/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.control.CellIntent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any policies in any order: what counts is what the rule in docs/a1.md says, worked out
 * here in the plainest way.
 */
class ConflictsTest extends PolicyKit {

	private static final String[] CELLS = { "c", "d" };

	private static final String[] SLICES = { "", "1", "2" };

	/** What was sent, to be looked at without the book. */
	private record Sent(String id, long time, int level, String cell, String slice, Map<String, Double> says) {

		boolean about(String inCell, String inSlice) {
			return this.level == 0 || this.cell.equals(inCell) && (this.level == 1 || this.slice.equals(inSlice));
		}

	}

	private Sent random(Random random, int number) {
		int level = random.nextInt(3);
		Map<String, Double> says = new TreeMap<>();
		for (String path : new String[] { "min", "max", "SINR", "Delay", "risk", "advisory" }) {
			if (random.nextInt(3) == 0) {
				says.put(path, (double) (1 + random.nextInt(50)));
			}
		}
		if (says.containsKey("min") && says.containsKey("max")) {
			says.put("max", Math.max(says.get("min"), says.get("max")));
		}
		return new Sent("p" + number, this.clock.epochMillis(), level, CELLS[random.nextInt(2)],
				SLICES[1 + random.nextInt(2)], says);
	}

	private static String json(Sent sent) {
		List<String> fields = new ArrayList<>();
		fields.add((sent.level == 0) ? NETWORK : (sent.level == 1) ? cell(sent.cell) : slice(sent.cell, sent.slice));
		List<String> prbs = new ArrayList<>();
		List<String> weights = new ArrayList<>();
		sent.says.forEach((path, value) -> {
			switch (path) {
				case "min", "max" -> prbs.add("'" + path + "':" + value.intValue());
				case "risk" -> fields.add("'risk':" + value);
				case "advisory" -> fields.add("'mode':'" + ((value > 25) ? "advisory" : "active") + "'");
				default -> weights.add("'" + path + "':" + value);
			}
		});
		if (!prbs.isEmpty()) {
			fields.add("'prbs':{" + String.join(",", prbs) + "}");
		}
		if (!weights.isEmpty()) {
			fields.add("'reward_weights':{" + String.join(",", weights) + "}");
		}
		return String.join(",", fields);
	}

	/** Who says something first, of those who are about the slice. */
	private static Map<String, Double> expected(List<Sent> all, String cell, String slice, boolean ofSlice) {
		List<Sent> order = all.stream()
			.filter((sent) -> sent.about(cell, slice))
			.sorted(Comparator.comparingInt((Sent sent) -> -sent.level)
				.thenComparingLong((sent) -> -sent.time)
				.thenComparing(Sent::id))
			.toList();
		Map<String, Double> first = new TreeMap<>();
		for (Sent sent : order) {
			sent.says.forEach((path, value) -> {
				boolean bound = path.equals("min") || path.equals("max");
				if (!bound || ofSlice == (sent.level == 2)) {
					boolean crossed = path.equals("max") && first.getOrDefault("min", value) > value
							|| path.equals("min") && first.getOrDefault("max", value) < value;
					if (!crossed) {
						first.putIfAbsent(path, value);
					}
				}
			});
		}
		return first;
	}

	private static void require(CellIntent found, Map<String, Double> cell, Map<String, Double> slice) {
		assertThat(found.cell().min()).isEqualTo(whole(cell.get("min")));
		assertThat(found.cell().max()).isEqualTo(whole(cell.get("max")));
		assertThat(found.slice().min()).isEqualTo(whole(slice.get("min")));
		assertThat(found.slice().max()).isEqualTo(whole(slice.get("max")));
		assertThat(found.weights().get("SINR")).isEqualTo(cell.get("SINR"));
		assertThat(found.weights().get("Delay")).isEqualTo(cell.get("Delay"));
		assertThat(found.risk()).isEqualTo(cell.get("risk"));
		assertThat(found.advisory()).isEqualTo(cell.getOrDefault("advisory", 0.0) > 25);
	}

	private static @Nullable Integer whole(@Nullable Double value) {
		return (value != null) ? value.intValue() : null;
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })
	void whatCountsIsWhatTheRuleSays(long seed) {
		Random random = new Random(seed);
		List<Sent> all = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			Sent sent = random(random, i);
			all.add(sent);
			this.clock.advanceMillis(random.nextInt(2));
		}
		// The time of receipt counts, not the order in which the store receives them.
		Collections.shuffle(all, random);
		KeptPolicies kept = new KeptPolicies(this.store);
		all.forEach((sent) -> kept
			.keep(A1PolicyReader.read(sent.id, PolicySource.A1, sent.time, A1PolicyReader.parse(json(json(sent))))));
		this.book = book(20);
		for (String cell : CELLS) {
			for (String slice : SLICES) {
				require(intent(cell, slice), expected(all, cell, slice, false), expected(all, cell, slice, true));
			}
		}
		for (Sent sent : all) {
			boolean received = sent.says.isEmpty() ? false
					: this.book.meanings()
						.stream()
						.anyMatch((place) -> place.statements().stream().anyMatch((said) -> said.by().equals(sent.id)));
			assertThat(status(sent.id).enforced()).as(sent.id).isEqualTo(received);
		}
	}

}
