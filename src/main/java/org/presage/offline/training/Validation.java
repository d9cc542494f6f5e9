/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.presage.base.Gaussian;
import org.presage.offline.data.Dataset;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.torch.TorchNetwork;
import org.presage.worldmodel.torch.SequenceBatch;

/** Judges the weights of a running training on the validation part. */
final class Validation {

	/** It looks at no more windows than this. */
	private static final int WINDOWS = 20_000;

	private final Dataset data;

	private final TrainingSettings settings;

	private final BatchSource source;

	private final List<List<BatchSource.Sequence>> batches = new ArrayList<>();

	Validation(Dataset data, NetworkSpec spec, TrainingSettings settings) {
		this(data, Dataset.Part.VALID, spec, settings, settings.positions(), settings.sequences());
	}

	/** On a part whose segments are single windows; it may be empty. */
	static Validation ofWindows(Dataset data, Dataset.Part part, NetworkSpec spec, TrainingSettings settings) {
		return new Validation(data, part, spec, settings, 1, settings.sequences() * settings.positions());
	}

	private Validation(Dataset data, Dataset.Part part, NetworkSpec spec, TrainingSettings settings, int positions,
			int sequences) {
		this.data = data;
		this.settings = settings.withAugmentation(Augmentation.NONE);
		this.source = new BatchSource(data, part, spec, positions);
		int left = Math.max(1, WINDOWS / positions);
		for (List<BatchSource.Sequence> batch : this.source.batches(new Random(0), sequences)) {
			if (left > 0) {
				this.batches.add(batch.subList(0, Math.min(batch.size(), left)));
				left -= batch.size();
			}
		}
	}

	/**
	 * What was found.
	 *
	 * @param crps mean over the steps and targets that could be judged
	 * @param rmse the same of the root mean square errors
	 * @param errors root mean square error of each step and target, {@code [H, Y]}; NaN
	 * if it could not be judged
	 */
	record Score(double crps, double rmse, double[] errors) {
	}

	Score score(TorchNetwork torch, float[] parameters) {
		int size = this.data.horizon() * this.data.schema().targets();
		double[] crps = new double[size];
		double[] squares = new double[size];
		double[] counts = new double[size];
		for (List<BatchSource.Sequence> sequences : this.batches) {
			SequenceBatch batch = this.source.batch(sequences, this.settings, new Random(0));
			float[] mean = new float[batch.targets().length];
			float[] deviation = new float[batch.targets().length];
			torch.predict(batch, parameters, mean, deviation);
			for (int j = 0; j < mean.length; j++) {
				if (batch.targetMask()[j] > 0) {
					double error = batch.targets()[j] - mean[j];
					crps[j % size] += Gaussian.crps(error, deviation[j]);
					squares[j % size] += error * error;
					counts[j % size]++;
				}
			}
		}
		return summary(crps, squares, counts);
	}

	private static Score summary(double[] crps, double[] squares, double[] counts) {
		double crpsSum = 0;
		double rmseSum = 0;
		int used = 0;
		double[] errors = new double[crps.length];
		for (int j = 0; j < errors.length; j++) {
			errors[j] = Math.sqrt(squares[j] / counts[j]);
			if (counts[j] > 0) {
				crpsSum += crps[j] / counts[j];
				rmseSum += errors[j];
				used++;
			}
		}
		return new Score(crpsSum / used, rmseSum / used, errors);
	}

}
