/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

import org.junit.jupiter.api.Test;

import org.presage.testing.Allocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What every optimiser must do. */
abstract class OptimizerKit {

	private static final float[] OPTIMUM = { 0.7f, -1.2f, 2.1f };

	private static final float[] LOW = { -3, -3, -3 };

	private static final float[] HIGH = { 3, 3, 3 };

	/** With enough samples for a quadratic in three dimensions. */
	abstract OptimizerSettings settings();

	private Optimizer optimizer() {
		return settings().optimizer(3);
	}

	private static final BatchFunction QUADRATIC = (count, points, values) -> {
		for (int p = 0; p < count; p++) {
			double sum = 0;
			for (int d = 0; d < 3; d++) {
				double distance = points[p * 3 + d] - OPTIMUM[d];
				sum -= (d + 1) * distance * distance;
			}
			values[p] = sum;
		}
	};

	private Solution maximize(Optimizer optimizer, BatchFunction function, boolean once) {
		return optimizer.maximize(function, LOW, HIGH, new float[] { -2, 2, -2 }, new float[] { -2.5f, -2.5f, -2.5f },
				1, () -> once);
	}

	@Test
	void findsAnOptimumAwayFromTheStart() {
		Solution solution = maximize(optimizer(), QUADRATIC, false);
		for (int d = 0; d < 3; d++) {
			assertThat(solution.best()[d]).isCloseTo(OPTIMUM[d], within(0.15f));
		}
	}

	@Test
	void findsAnOptimumOnTheEdge() {
		Solution solution = maximize(optimizer(), (count, points, values) -> {
			for (int p = 0; p < count; p++) {
				values[p] = points[p * 3] - points[p * 3 + 1] + points[p * 3 + 2];
			}
		}, false);
		assertThat(solution.best()[0]).isCloseTo(3, within(0.3f));
		assertThat(solution.best()[1]).isCloseTo(-3, within(0.3f));
	}

	@Test
	void sameInputsGiveTheSameSolution() {
		Optimizer optimizer = optimizer();
		float[] first = maximize(optimizer, QUADRATIC, false).best().clone();
		assertThat(maximize(optimizer, QUADRATIC, false).best()).isEqualTo(first);
		assertThat(maximize(optimizer(), QUADRATIC, false).best()).isEqualTo(first);
	}

	@Test
	void stopsAfterAnIterationWithTheBestSoFar() {
		Solution solution = maximize(optimizer(), QUADRATIC, true);
		assertThat(solution.iterations()).isEqualTo(1);
		assertThat(solution.failed()).isFalse();
		assertThat(solution.bestValue()).isGreaterThan(-100);
	}

	@Test
	void nonFiniteValuesNeverWin() {
		Solution solution = maximize(optimizer(), (count, points, values) -> {
			QUADRATIC.evaluate(count, points, values);
			for (int p = 0; p < count; p++) {
				if (points[p * 3] > 1) {
					values[p] = (p % 2 == 0) ? Double.NaN : Double.POSITIVE_INFINITY;
				}
			}
		}, false);
		assertThat(solution.failed()).isFalse();
		assertThat(solution.nonFinite()).isPositive();
		assertThat(solution.best()[0]).isLessThanOrEqualTo(1);
		assertThat(solution.bestValue()).isFinite();
	}

	@Test
	void spendsNoMoreThanItsBudget() {
		OptimizerSettings settings = settings();
		Solution solution = maximize(settings.optimizer(3), QUADRATIC, false);
		assertThat(solution.evaluations()).isBetween(settings.budget(3), settings.budget(3) + 1);
	}

	@Test
	void searchesWithoutAllocating() {
		Optimizer optimizer = optimizer();
		double[] values = new double[optimizer.population()];
		search(optimizer, values);
		long before = Allocations.ofThisThread();
		search(optimizer, values);
		assertThat(Allocations.ofThisThread() - before).isLessThan(2000);
	}

	private static void search(Optimizer optimizer, double[] values) {
		optimizer.start(LOW, HIGH, OPTIMUM, OPTIMUM, 1);
		for (int count = optimizer.ask(); count > 0; count = optimizer.ask()) {
			QUADRATIC.evaluate(count, optimizer.points(), values);
			optimizer.tell(values);
		}
	}

	@Test
	void nothingFiniteIsAFailure() {
		Solution solution = maximize(optimizer(), (count, points, values) -> java.util.Arrays.fill(values, Double.NaN),
				false);
		assertThat(solution.failed()).isTrue();
	}

	@Test
	void guessesAreEvaluatedFirst() {
		float[] seen = new float[3];
		boolean[] first = { true };
		maximize(optimizer(), (count, points, values) -> {
			if (first[0]) {
				System.arraycopy(points, 0, seen, 0, 3);
				first[0] = false;
			}
			QUADRATIC.evaluate(count, points, values);
		}, true);
		assertThat(seen).containsExactly(-2.5f, -2.5f, -2.5f);
	}

}
