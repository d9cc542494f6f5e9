/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** One window in ten is never trained on, the same ones in every run. */
class AnchorSetTest {

	private static final long STEP_MS = 100;

	private static final int FRAMES = 40;

	private static final long NOW_MS = 1_700_000_000_000L;

	private final AnchorSet set = new AnchorSet(FRAMES * STEP_MS);

	@ParameterizedTest
	@ValueSource(ints = { 1, 8 })
	void oneWindowInTenIsInIt(int stride) {
		int in = 0;
		for (int cell = 0; cell < 20; cell++) {
			for (int i = 0; i < 5000; i++) {
				in += this.set.contains("node", "cell-" + cell, "", NOW_MS + i * stride * STEP_MS) ? 1 : 0;
			}
		}
		assertThat(in / 100_000.0).isCloseTo(0.1, within(0.02));
	}

	@Test
	void sameWindowsAreInItInEveryRun() {
		StringBuilder found = new StringBuilder();
		for (int block = 0; block < 40; block++) {
			found.append(this.set.contains("node", "cell", "1-000001", NOW_MS + block * FRAMES * STEP_MS) ? 'x' : '.');
		}
		assertThat(found).hasToString("x.........x...x................xx.......");
	}

	@Test
	void cellsAndSlicesHaveSetsOfTheirOwn() {
		int both = 0;
		for (int block = 0; block < 2000; block++) {
			long endMs = NOW_MS + block * FRAMES * STEP_MS;
			both += this.set.contains("a", "b", "", endMs) && this.set.contains("a", "", "b", endMs) ? 1 : 0;
		}
		assertThat(both).isBetween(5, 45);
	}

	@Test
	void windowThatSharesFramesWithOneOfSetTouchesIt() {
		for (int i = 0; i < 2000; i++) {
			long endMs = NOW_MS + i * STEP_MS;
			if (this.set.contains("n", "c", "", endMs)) {
				for (int apart = 1 - FRAMES; apart < FRAMES; apart++) {
					assertThat(this.set.touches("n", "c", "", endMs + apart * STEP_MS)).isTrue();
				}
			}
		}
		int free = 0;
		for (int i = 0; i < 20_000; i++) {
			free += this.set.touches("n", "c", "", NOW_MS + i * STEP_MS) ? 0 : 1;
		}
		assertThat(free / 20_000.0).isBetween(0.6, 0.85);
	}

}
