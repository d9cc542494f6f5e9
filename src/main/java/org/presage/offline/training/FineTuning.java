/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.List;
import java.util.Random;

import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TorchNetwork;

/**
 * Trains weights further that were trained before. Those that are not chosen stay exactly
 * as they are. The others are pulled towards where they started by the gradient of
 * {@code α/2·‖w − w0‖²} (L2-SP; Li, Grandvalet and Davoine, ICML 2018). Latents are at
 * the mean of the prior as in use: the posterior, which only training needs, is in no
 * package.
 */
final class FineTuning {

	/**
	 * An epoch that forecasts the validation part worse than the start by more than this
	 * share is not chosen, however well it forecasts the newest frames.
	 */
	private static final double TOLERANCE = 0.01;

	private final Network network;

	private final TrainingSettings settings;

	private final double pull;

	private final boolean[] trained;

	private final StoredBatches train;

	private final Validation validation;

	private final Validation recent;

	private final TorchDevice device;

	private final TrainingListener listener;

	private volatile boolean stopped;

	/**
	 * @param data its validation part are windows of all times, its test part newest
	 * windows, perhaps none
	 * @param trained per weight
	 * @param pull α
	 */
	FineTuning(Dataset data, Network network, TrainingSettings settings, boolean[] trained, double pull,
			TorchDevice device, TrainingListener listener) {
		this.network = network;
		this.settings = settings;
		this.pull = pull;
		this.trained = trained;
		this.train = new StoredBatches(data, network.spec());
		this.validation = Validation.ofWindows(data, Dataset.Part.VALID, network.spec(), settings);
		this.recent = Validation.ofWindows(data, Dataset.Part.TEST, network.spec(), settings);
		this.device = device;
		this.listener = listener;
	}

	/**
	 * What was found.
	 *
	 * @param parameters flat, of the best epoch
	 * @param epochs that were run
	 * @param bestEpoch 0 if none is better than the start
	 */
	record Tuned(float[] parameters, int epochs, int bestEpoch, String device) {
	}

	/** Makes {@link #run} fail soon. Called from any thread. */
	void stop() {
		this.stopped = true;
	}

	/**
	 * @throws DataException if the loss diverges, naming epoch and step, or if it was
	 * stopped
	 */
	Tuned run(float[] start) {
		try (TorchNetwork torch = new TorchNetwork(this.network, this.device)) {
			AdamW optimizer = new AdamW(start);
			float[] best = start.clone();
			Score first = score(torch, start);
			Score bestScore = first;
			int bestEpoch = 0;
			int epoch = 0;
			this.listener.epoch(0, this.settings.epochs(), first.chosenBy(), first.rmse(), true);
			while (epoch < this.settings.epochs() && epoch - bestEpoch < this.settings.patience()) {
				epoch(torch, optimizer, start, epoch);
				epoch++;
				Score score = score(torch, optimizer.average);
				boolean better = score.chosenBy() < bestScore.chosenBy()
						&& score.all() <= (1 + TOLERANCE) * first.all();
				if (better) {
					bestScore = score;
					bestEpoch = epoch;
					System.arraycopy(optimizer.average, 0, best, 0, best.length);
				}
				this.listener.epoch(epoch, this.settings.epochs(), score.chosenBy(), score.rmse(), better);
			}
			return new Tuned(best, epoch, bestEpoch, torch.device());
		}
	}

	/**
	 * @param all CRPS of windows of all times
	 * @param chosenBy mean of it and that of the newest windows, if there are any
	 */
	private record Score(double all, double chosenBy, double rmse) {
	}

	private Score score(TorchNetwork torch, float[] parameters) {
		Validation.Score all = this.validation.score(torch, parameters);
		Validation.Score newest = this.recent.score(torch, parameters);
		return Double.isNaN(newest.crps()) ? new Score(all.crps(), all.crps(), all.rmse())
				: new Score(all.crps(), (all.crps() + newest.crps()) / 2, (all.rmse() + newest.rmse()) / 2);
	}

	private void epoch(TorchNetwork torch, AdamW optimizer, float[] start, int epoch) {
		Random random = new Random(this.settings.seed() + 1_000_003L * (epoch + 1));
		torch.seed(random.nextInt());
		List<StoredBatches.Batch> batches = this.train.epoch(random);
		float[] gradient = new float[start.length];
		for (int step = 0; step < batches.size(); step++) {
			if (this.stopped) {
				throw new DataException("stopped in epoch " + (epoch + 1) + "; nothing was written");
			}
			double progress = (epoch + (double) step / batches.size()) / this.settings.epochs();
			StoredBatches.Batch batch = batches.get(step);
			double value = torch.step(batch.layOut(this.settings, random), this.settings.loss(0, 0), optimizer.weights,
					gradient);
			Trainer.requireFinite(this.network, value, gradient, epoch, step, "the champion stays as it is");
			for (int i = 0; i < gradient.length; i++) {
				gradient[i] = this.trained[i] ? (float) (gradient[i] + this.pull * (optimizer.weights[i] - start[i]))
						: 0;
			}
			double rate = this.settings.curriculum().rate(progress, this.settings.epochs());
			optimizer.update(gradient, rate * this.settings.learningRate(), this.settings);
			this.listener.step(epoch + 1, step + 1, batches.size(), batch.windows(), value);
		}
	}

}
