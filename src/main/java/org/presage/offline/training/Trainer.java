/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.Parameters;
import org.presage.worldmodel.net.PlainHeads;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TorchNetwork;

/**
 * Trains a network on a dataset. A run is a function of data, network and settings, seed
 * included: it can be stopped at any time and resumed from its checkpoint with the same
 * result.
 */
public final class Trainer {

	private final Dataset data;

	private final Network network;

	private final TrainingSettings settings;

	private final TrainingListener listener;

	private final TorchDevice device;

	private final BatchSource train;

	private final Validation validation;

	private volatile boolean stopped;

	public Trainer(Dataset data, Network network, TrainingSettings settings, TorchDevice device,
			TrainingListener listener) {
		this.data = data;
		this.network = network;
		this.settings = network.meansAreFitted() ? settings.withoutDecay() : settings;
		this.device = device;
		this.listener = listener;
		this.train = new BatchSource(data, Dataset.Part.TRAIN, network.spec(), settings.positions());
		this.validation = new Validation(data, network.spec(), settings);
	}

	/**
	 * The trained weights.
	 *
	 * @param parameters flat, of the epoch with the best validation score
	 * @param epochs that were run
	 * @param bestEpoch the chosen one, from 1
	 * @param complete false if the run was stopped before its end
	 * @param device that it ran on
	 */
	public record Result(float[] parameters, int epochs, int bestEpoch, boolean complete, String device) {
	}

	/**
	 * Makes {@link #run} return soon, with its checkpoint on disk. Called from any
	 * thread.
	 */
	public void stop() {
		this.stopped = true;
	}

	/**
	 * @param checkpoint written after every epoch; none if null
	 * @param resume go on from the checkpoint
	 * @throws DataException if the loss diverges, naming epoch and step; the checkpoint
	 * of the epoch before is kept
	 */
	public Result run(@Nullable Path checkpoint, boolean resume) {
		try (TorchNetwork torch = new TorchNetwork(this.network, this.device)) {
			AdamW optimizer = new AdamW(initial(torch));
			Progress progress = new Progress(optimizer.average.clone());
			if (resume && checkpoint != null) {
				progress.restore(Checkpoint.read(checkpoint, identity(), optimizer.weights.length), optimizer);
			}
			while (progress.epoch < this.settings.epochs()
					&& progress.epoch - progress.bestEpoch < this.settings.patience() && !this.stopped
					&& epoch(torch, optimizer, progress.epoch)) {
				boolean better = progress.judge(this.validation.score(torch, optimizer.average), optimizer.average);
				this.listener.epoch(progress.epoch, this.settings.epochs(), progress.last.crps(), progress.last.rmse(),
						better);
				if (checkpoint != null) {
					progress.checkpoint(identity(), optimizer).write(checkpoint);
				}
			}
			return new Result(progress.best, progress.epoch, progress.bestEpoch, !this.stopped, torch.device());
		}
	}

	private float[] initial(TorchNetwork torch) {
		float[] parameters = this.network.parameters().initialise(new Random(this.settings.seed()));
		new LinearStart(this.data, this.network.spec().normalised(), this.settings.augmentation().levelVariance())
			.initialise(this.network, parameters);
		if (this.network.meansAreFitted()) {
			this.network.parameters().slots().forEach((name, slot) -> {
				if (name.endsWith(PlainHeads.SPREAD)) {
					PlainHeads.spread(this.validation.score(torch, parameters).errors(), parameters, slot.offset());
				}
			});
		}
		return parameters;
	}

	private String identity() {
		NeighbourFrames neighbours = this.data.neighbours();
		return this.network.spec() + " " + this.settings + " data " + this.data.trace().fingerprint() + " split "
				+ this.data.rule() + " neighbours " + ((neighbours != null) ? neighbours.relation() : null);
	}

	/**
	 * @return false if the run was stopped meanwhile
	 */
	private boolean epoch(TorchNetwork torch, AdamW optimizer, int epoch) {
		// Each epoch has randomness of its own, so that a resumed run repeats it.
		Random random = new Random(this.settings.seed() + 1_000_003L * (epoch + 1));
		torch.seed(random.nextInt());
		List<List<BatchSource.Sequence>> batches = this.train.batches(random, this.settings.sequences());
		int steps = batches.size();
		float[] gradient = new float[optimizer.weights.length];
		for (int step = 0; step < steps; step++) {
			if (this.stopped) {
				return false;
			}
			List<BatchSource.Sequence> chosen = batches.get(step);
			double progress = (epoch + (double) step / steps) / this.settings.epochs();
			Curriculum curriculum = this.settings.curriculum();
			TrainingLoss loss = this.settings.loss(curriculum.divergence(progress, this.settings.epochs()),
					curriculum.posteriorShare(progress, this.settings.epochs()));
			double value = torch.step(this.train.batch(chosen, this.settings, random), loss, optimizer.weights,
					gradient);
			requireFinite(this.network, value, gradient, epoch, step,
					"the checkpoint of the epoch before is kept, try a lower --learning-rate");
			double rate = this.settings.curriculum().rate(progress, this.settings.epochs());
			optimizer.update(gradient, rate * this.settings.learningRate(), this.settings);
			this.listener.step(epoch + 1, step + 1, steps, chosen.size() * this.settings.positions(), value);
		}
		return true;
	}

	/**
	 * @param then what happens now, for the message
	 * @throws DataException if loss or gradient are not finite
	 */
	static void requireFinite(Network network, double loss, float[] gradient, int epoch, int step, String then) {
		String cause = Double.isFinite(loss) ? "" : "loss " + loss;
		for (Map.Entry<String, Parameters.Slot> slot : network.parameters().slots().entrySet()) {
			for (int i = 0; cause.isEmpty() && i < slot.getValue().size(); i++) {
				float value = gradient[slot.getValue().offset() + i];
				cause = Float.isFinite(value) ? "" : "gradient " + value + " of " + slot.getKey();
			}
		}
		if (!cause.isEmpty()) {
			throw new DataException("training diverged in epoch " + (epoch + 1) + ", batch " + (step + 1),
					"a finite loss and gradient", cause + "; " + then);
		}
	}

	/** How far a run is. */
	private static final class Progress {

		private final float[] best;

		private int epoch;

		private int bestEpoch;

		private double bestScore = Double.POSITIVE_INFINITY;

		private Validation.Score last = new Validation.Score(Double.NaN, Double.NaN, new double[0]);

		Progress(float[] best) {
			this.best = best;
		}

		/** Ends an epoch; whether its weights are the best so far. */
		boolean judge(Validation.Score score, float[] average) {
			this.epoch++;
			this.last = score;
			boolean better = score.crps() < this.bestScore;
			if (better) {
				this.bestScore = score.crps();
				this.bestEpoch = this.epoch;
				System.arraycopy(average, 0, this.best, 0, this.best.length);
			}
			return better;
		}

		Checkpoint checkpoint(String identity, AdamW optimizer) {
			return new Checkpoint(identity, this.epoch, optimizer.step, this.bestScore, this.bestEpoch,
					arrays(optimizer));
		}

		void restore(Checkpoint from, AdamW optimizer) {
			float[][] to = arrays(optimizer);
			for (int a = 0; a < to.length; a++) {
				System.arraycopy(from.arrays()[a], 0, to[a], 0, this.best.length);
			}
			optimizer.step = from.step();
			this.epoch = from.epoch();
			this.bestScore = from.bestScore();
			this.bestEpoch = from.bestEpoch();
		}

		private float[][] arrays(AdamW optimizer) {
			return new float[][] { optimizer.weights, optimizer.average, optimizer.first, optimizer.second, this.best };
		}

	}

}
