/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;

/** KPIs that stand still, in a cell whose KPIs move. */
class FrozenValuesTest {

	private static final int PATIENCE = 10;

	private final KpiSchema schema = KpiSchema.standard(100, 51);

	private final FrozenValues check = new FrozenValues(this.schema, PATIENCE);

	private final SplittableRandom random = new SplittableRandom(1);

	private float[] report() {
		float[] values = new float[this.schema.size()];
		for (int k = 0; k < values.length; k++) {
			values[k] = 1 + this.random.nextFloat();
		}
		return values;
	}

	/** Moves for so many reports, none of which may be found. */
	private void move(int reports) {
		for (int i = 0; i < reports; i++) {
			assertThat(this.check.judge(report())).isNull();
		}
	}

	/** Stands still; returns the first report that was found, from 1, 0 for none. */
	private int stand(int reports) {
		float[] values = report();
		int first = 0;
		for (int i = 0; i <= reports; i++) {
			boolean found = this.check.judge(values.clone()) != null;
			first = (found && first == 0) ? i : first;
		}
		return first;
	}

	@Test
	void standstillThatWasFoundTeachesNothing() {
		move(400);
		assertThat(stand(40)).isEqualTo(PATIENCE);
		move(100);
		assertThat(stand(40)).as("as soon as the first time").isEqualTo(PATIENCE);
	}

	@Test
	void shorterStandstillIsUsualFromThenOn() {
		move(400);
		assertThat(stand(PATIENCE - 1)).isZero();
		move(100);
		assertThat(stand(40)).as("three times as long as ever before, and one").isEqualTo(3 * (PATIENCE - 1) + 1);
	}

}
