package org.presage.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.Parameters;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TorchNetwork;
import org.presage.worldmodel.torch.TrainingBatch;

/**
 * Trains a network on a dataset. A run is a function of data, network and settings, seed
 * included: it can be stopped at any time and resumed from its checkpoint with the same
 * result.
 */
public final class Trainer {

	/** Validation looks at no more windows than this after an epoch. */
	private static final int VALIDATION_WINDOWS = 20_000;

	private static final double FREE_NATS = 0.05;

	private static final double FLAGS_WEIGHT = 0.1;

	private static final double BOOTSTRAP = 0.8;

	private final Dataset data;

	private final Network network;

	private final TrainingSettings settings;

	private final TrainingListener listener;

	private final TorchDevice device;

	private final BatchSource train;

	private final List<BatchSource.Sequence> validation;

	private volatile boolean stopped;

	public Trainer(Dataset data, Network network, TrainingSettings settings, TorchDevice device,
			TrainingListener listener) {
		this.data = data;
		this.network = network;
		this.settings = network.meansAreFitted() ? settings.withoutDecay() : settings;
		this.device = device;
		this.listener = listener;
		this.train = new BatchSource(data, Dataset.Part.TRAIN, settings.positions());
		List<BatchSource.Sequence> all = new BatchSource(data, Dataset.Part.VALID, settings.positions())
			.epoch(new Random(0));
		this.validation = all.subList(0, Math.min(all.size(), Math.max(1, VALIDATION_WINDOWS / settings.positions())));
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
		AdamW optimizer = new AdamW(initial());
		float[] best = optimizer.average.clone();
		double bestScore = Double.POSITIVE_INFINITY;
		int bestEpoch = 0;
		int epoch = 0;
		if (resume && checkpoint != null) {
			Checkpoint from = Checkpoint.read(checkpoint, identity(), best.length);
			restore(from, optimizer, best);
			epoch = from.epoch();
			bestScore = from.bestScore();
			bestEpoch = from.bestEpoch();
		}
		try (TorchNetwork torch = new TorchNetwork(this.network, this.device)) {
			while (epoch < this.settings.epochs() && epoch - bestEpoch < this.settings.patience() && !this.stopped) {
				if (!epoch(torch, optimizer, epoch)) {
					break;
				}
				epoch++;
				double[] score = validate(torch, optimizer.average);
				boolean better = score[0] < bestScore;
				if (better) {
					bestScore = score[0];
					bestEpoch = epoch;
					System.arraycopy(optimizer.average, 0, best, 0, best.length);
				}
				this.listener.epoch(epoch, this.settings.epochs(), score[0], score[1], better);
				if (checkpoint != null) {
					new Checkpoint(identity(), epoch, optimizer.step, bestScore, bestEpoch, new float[][] {
							optimizer.weights, optimizer.average, optimizer.first, optimizer.second, best })
						.write(checkpoint);
				}
			}
			return new Result(best, epoch, bestEpoch, !this.stopped, torch.device());
		}
	}

	private float[] initial() {
		float[] parameters = this.network.parameters().initialise(new Random(this.settings.seed()));
		new LinearStart(this.data).initialise(this.network, parameters);
		return parameters;
	}

	private String identity() {
		return this.network.spec() + " " + this.settings + " data " + this.data.trace().fingerprint();
	}

	private static void restore(Checkpoint from, AdamW optimizer, float[] best) {
		float[][] targets = { optimizer.weights, optimizer.average, optimizer.first, optimizer.second, best };
		for (int a = 0; a < targets.length; a++) {
			System.arraycopy(from.arrays()[a], 0, targets[a], 0, best.length);
		}
		optimizer.step = from.step();
	}

	/**
	 * @return false if the run was stopped meanwhile
	 */
	private boolean epoch(TorchNetwork torch, AdamW optimizer, int epoch) {
		// Each epoch has randomness of its own, so that a resumed run repeats it.
		Random random = new Random(this.settings.seed() + 1_000_003L * (epoch + 1));
		torch.seed(random.nextInt());
		List<BatchSource.Sequence> sequences = this.train.epoch(random);
		int batch = this.settings.sequences();
		int steps = (sequences.size() + batch - 1) / batch;
		float[] gradient = new float[optimizer.weights.length];
		for (int step = 0; step < steps; step++) {
			if (this.stopped) {
				return false;
			}
			List<BatchSource.Sequence> chosen = sequences.subList(step * batch,
					Math.min(sequences.size(), (step + 1) * batch));
			double progress = (epoch + (double) step / steps) / this.settings.epochs();
			TrainingLoss loss = loss(progress);
			double value = torch.step(this.train.batch(chosen, this.settings, random), loss, optimizer.weights,
					gradient);
			requireFinite(value, gradient, epoch, step);
			double rate = this.settings.curriculum().rate(progress, this.settings.epochs());
			optimizer.update(gradient, rate * this.settings.learningRate(), this.settings);
			this.listener.step(epoch + 1, step + 1, steps, chosen.size() * this.settings.positions(), value);
		}
		return true;
	}

	private TrainingLoss loss(double progress) {
		Curriculum curriculum = this.settings.curriculum();
		int epochs = this.settings.epochs();
		return new TrainingLoss(this.settings.fit(), this.settings.beta(),
				this.settings.kl() * curriculum.divergence(progress, epochs), FREE_NATS, FLAGS_WEIGHT,
				curriculum.posteriorShare(progress, epochs), BOOTSTRAP);
	}

	private void requireFinite(double loss, float[] gradient, int epoch, int step) {
		String cause = Double.isFinite(loss) ? "" : "loss " + loss;
		for (Map.Entry<String, Parameters.Slot> slot : this.network.parameters().slots().entrySet()) {
			for (int i = 0; cause.isEmpty() && i < slot.getValue().size(); i++) {
				float value = gradient[slot.getValue().offset() + i];
				cause = Float.isFinite(value) ? "" : "gradient " + value + " of " + slot.getKey();
			}
		}
		if (!cause.isEmpty()) {
			throw new DataException("training diverged in epoch " + (epoch + 1) + ", batch " + (step + 1)
					+ ": expected a finite loss and gradient, found " + cause
					+ "; the checkpoint of the epoch before is kept, try a lower --learning-rate");
		}
	}

	/** CRPS and root mean square error on the validation part, per KPI and step first. */
	private double[] validate(TorchNetwork torch, float[] parameters) {
		int size = this.data.horizon() * this.data.schema().targets();
		double[] crps = new double[size];
		double[] squares = new double[size];
		double[] counts = new double[size];
		TrainingSettings clean = this.settings.withoutDisturbance();
		for (int i = 0; i < this.validation.size(); i += this.settings.sequences()) {
			List<BatchSource.Sequence> chosen = this.validation.subList(i,
					Math.min(this.validation.size(), i + this.settings.sequences()));
			TrainingBatch batch = new BatchSource(this.data, Dataset.Part.VALID, this.settings.positions())
				.batch(chosen, clean, new Random(0));
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
		double[] score = new double[2];
		int used = 0;
		for (int j = 0; j < size; j++) {
			if (counts[j] > 0) {
				score[0] += crps[j] / counts[j];
				score[1] += Math.sqrt(squares[j] / counts[j]);
				used++;
			}
		}
		return new double[] { score[0] / used, score[1] / used };
	}

}
