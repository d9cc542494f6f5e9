/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Values of an action as levels. */
class ActionLevelsTest {

	@Test
	void fewValuesAreALevelEach() {
		ActionLevels levels = ActionLevels.of(new float[] { 9, 3, 3, 30, 9 });
		assertThat(levels.binned()).isFalse();
		assertThat(levels.size()).isEqualTo(3);
		assertThat(levels.value(1)).isEqualTo(9);
		assertThat(levels.of(3)).isZero();
		assertThat(levels.of(30)).isEqualTo(2);
	}

	@Test
	void manyValuesAreBinsOfEqualCountWithTheirMedian() {
		float[] actions = new float[800];
		for (int i = 0; i < actions.length; i++) {
			actions[i] = (i * 37) % 800;
		}
		ActionLevels levels = ActionLevels.of(actions);
		assertThat(levels.binned()).isTrue();
		assertThat(levels.size()).isEqualTo(8);
		for (int b = 0; b < 8; b++) {
			assertThat(levels.value(b)).isBetween(100 * b + 48f, 100 * b + 51f);
			assertThat(levels.of(levels.value(b))).isEqualTo(b);
		}
		assertThat(levels.of(-5)).isZero();
		assertThat(levels.of(5000)).isEqualTo(7);
	}

	@Test
	void equalEdgesAreOne() {
		float[] actions = new float[300];
		for (int i = 0; i < 30; i++) {
			actions[i] = i + 1;
		}
		ActionLevels levels = ActionLevels.of(actions);
		assertThat(levels.size()).isEqualTo(2);
		assertThat(levels.value(0)).isZero();
		assertThat(levels.value(1)).isBetween(14f, 16f);
	}

}
