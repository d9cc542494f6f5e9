/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StratifiedSampleTest {

	private final double[] values = new double[5000];

	private final boolean[] tail = new boolean[this.values.length];

	private final double mean;

	StratifiedSampleTest() {
		Random random = new Random(1);
		for (int i = 0; i < this.values.length; i++) {
			this.values[i] = Math.exp(random.nextGaussian());
			this.tail[i] = this.values[i] > 4;
		}
		this.mean = Arrays.stream(this.values).average().orElse(Double.NaN);
	}

	private double mean(StratifiedSample sample, boolean weighted) {
		double[] drawn = Arrays.stream(sample.index()).mapToDouble((i) -> this.values[i]).toArray();
		double[] weights = sample.weight().clone();
		if (!weighted) {
			Arrays.fill(weights, 1);
		}
		return Estimates.mean(drawn, weights);
	}

	@Test
	void weightsUndoTheOversampling() {
		double weighted = 0;
		double plain = 0;
		double wrongBy = 0;
		int draws = 400;
		for (int seed = 0; seed < draws; seed++) {
			StratifiedSample sample = StratifiedSample.draw(this.tail, 300, 0.4, seed);
			weighted += mean(sample, true) / draws;
			plain += mean(sample, false) / draws;
			wrongBy += Math.abs(mean(sample, true) - this.mean) / draws;
		}
		assertThat(weighted).isCloseTo(this.mean, within(0.005));
		assertThat(plain).as("the stressed set").isGreaterThan(1.5 * this.mean);
		assertThat(wrongBy).as("a single draw").isLessThan(0.06);
	}

	@Test
	void sampleHasTheShareAskedForAndNoWindowTwice() {
		StratifiedSample sample = StratifiedSample.draw(this.tail, 400, 0.25, 7);
		assertThat(sample.size()).isEqualTo(400);
		assertThat(sample.index()).doesNotHaveDuplicates().isSorted();
		int tails = 0;
		for (int i = 0; i < sample.size(); i++) {
			assertThat(sample.tail()[i]).isEqualTo(this.tail[sample.index()[i]]);
			tails += sample.tail()[i] ? 1 : 0;
		}
		assertThat(tails).isEqualTo(100);
		assertThat(Arrays.stream(sample.weight()).average().orElse(0)).isCloseTo(1, within(1e-9));
		assertThat(StratifiedSample.draw(this.tail, 400, 0.25, 7).index()).isEqualTo(sample.index());
		assertThat(StratifiedSample.draw(this.tail, 400, 0.25, 8).index()).isNotEqualTo(sample.index());
	}

	@Test
	void withoutStressAllAreDrawnAlike() {
		StratifiedSample all = StratifiedSample.draw(this.tail, 0, 0, 1);
		assertThat(all.size()).isEqualTo(this.values.length);
		assertThat(mean(all, true)).isCloseTo(this.mean, within(1e-9));
		assertThat(StratifiedSample.draw(this.tail, 100_000, 0, 1).size()).isEqualTo(this.values.length);
		assertThat(StratifiedSample.draw(this.tail, 10, 0, 1).weight()).containsOnly(1);
	}

	@Test
	void smallTailBoundsTheSample() {
		boolean[] rare = new boolean[100];
		rare[3] = true;
		rare[40] = true;
		StratifiedSample sample = StratifiedSample.draw(rare, 0, 0.5, 1);
		assertThat(sample.size()).isEqualTo(4);
		assertThat(sample.index()).contains(3, 40);
		assertThat(StratifiedSample.draw(new boolean[100], 50, 0.5, 1).size()).isZero();
	}

}
