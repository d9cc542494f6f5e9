/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.InvalidInputException;
import org.presage.offline.data.Dataset;
import org.presage.testing.TestModels;
import org.presage.worldmodel.torch.SequenceBatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** Inputs and targets are varied together, commands and their order are not. */
class AugmentationTest {

	private final Dataset data = new Dataset(TrainingTest.world(TestModels.schema(), 3, 900, 1), TestModels.WINDOW,
			TestModels.HORIZON);

	private SequenceBatch batch(Augmentation augmentation) {
		TrainingSettings settings = TrainingSettings.defaults(1, 1).withAugmentation(augmentation);
		BatchSource source = new BatchSource(this.data, Dataset.Part.TRAIN, TestModels.spec(), settings.positions());
		return source.batch(source.batches(new Random(3), 8).getFirst(), settings, new Random(4));
	}

	@Test
	void levelsAndScalesOfKpisChangeAndTheirShapesDoNot() {
		SequenceBatch plain = batch(Augmentation.NONE);
		SequenceBatch varied = batch(new Augmentation(0, 0, 1));
		int features = this.data.schema().size();
		int action = this.data.schema().actionIndex();
		int steps = plain.steps();
		assertThat(varied.plans()).isEqualTo(plain.plans());
		assertThat(varied.mask()).isEqualTo(plain.mask());
		assertThat(varied.targetMask()).isEqualTo(plain.targetMask());
		assertThat(varied.slaMask()).as("limits are in true units").containsOnly(0);
		for (int f = 0; f < features; f++) {
			for (int b = 0; b < 8; b++) {
				int first = b * steps * features + f;
				double[] line = line(plain, varied, first, features, steps);
				if (f == action) {
					assertThat(line).as("the action").containsExactly(new double[] { 1, 0 }, within(1e-4));
				}
				else {
					assertThat(line[0]).as("scale of %s in sequence %s", f, b).isBetween(0.05, 20.0).isNotEqualTo(1);
				}
			}
		}
	}

	/** Scale and offset from two values; all others must lie on the line. */
	private static double[] line(SequenceBatch plain, SequenceBatch varied, int first, int features, int steps) {
		int low = first;
		int high = first;
		for (int t = 0; t < steps; t++) {
			int at = first + t * features;
			if (plain.mask()[at] > 0) {
				low = (plain.mask()[low] == 0 || plain.frames()[at] < plain.frames()[low]) ? at : low;
				high = (plain.mask()[high] == 0 || plain.frames()[at] > plain.frames()[high]) ? at : high;
			}
		}
		double scale = (varied.frames()[high] - varied.frames()[low])
				/ (double) (plain.frames()[high] - plain.frames()[low]);
		double offset = varied.frames()[low] - scale * plain.frames()[low];
		for (int t = 0; t < steps; t++) {
			int at = first + t * features;
			if (plain.mask()[at] > 0) {
				assertThat((double) varied.frames()[at]).isCloseTo(scale * plain.frames()[at] + offset, within(1e-3));
			}
		}
		return new double[] { scale, offset };
	}

	@Test
	void targetsMoveWithTheInputs() {
		SequenceBatch plain = batch(Augmentation.NONE);
		SequenceBatch varied = batch(new Augmentation(0, 0, 1));
		int features = this.data.schema().size();
		int targets = features - 1;
		int horizon = this.data.horizon();
		int window = this.data.window();
		// The first target of the first window is the frame after it in the same
		// sequence.
		for (int y = 0; y < targets; y++) {
			int frame = window * features + this.data.schema().frameIndex(y);
			if (plain.targetMask()[y] > 0 && plain.mask()[frame] > 0) {
				assertThat(varied.targets()[y]).isCloseTo(varied.frames()[frame], within(1e-5f));
			}
		}
		assertThat(varied.targets()).hasSize(8 * 32 * horizon * targets);
	}

	@Test
	void halfOfTheSequencesStay() {
		Random random = new Random(5);
		int varied = 0;
		for (int i = 0; i < 2000; i++) {
			varied += new Augmentation(0, 0, 0.5).varyLevels(new float[] { 1, 2, 3, 4 }, 2, 1, random) ? 1 : 0;
		}
		assertThat(varied).isBetween(900, 1100);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 0, 0, noise", "0, 1, 0, dropout", "0, 0, 1.1, vary-levels", "0, 0, NaN, vary-levels" })
	void whatIsNoProbabilityIsRefused(double noise, double dropout, double levels, String field) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> new Augmentation(noise, dropout, levels))
			.withMessageContaining(field);
	}

}
