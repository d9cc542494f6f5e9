/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import org.presage.worldmodel.net.AnnouncedPlans;
import org.presage.worldmodel.net.Heads;
import org.presage.worldmodel.net.LearnedMessages;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.TrainingBatch;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.Noise;
import org.presage.worldmodel.net.TrainingLoss;

/**
 * A network in PyTorch: loss and gradient of a batch for given parameters. Owned by one
 * thread.
 */
public final class TorchNetwork implements AutoCloseable {

	/** A tenth to a fifth of the distance between two levels of a symbol. */
	private static final float MESSAGE_NOISE = 0.05f;

	private final Network network;

	private final NDManager manager;

	private final Engine engine;

	/**
	 * @throws IllegalArgumentException if the device is not there
	 */
	public TorchNetwork(Network network, TorchDevice device) {
		this.network = network;
		this.engine = TorchEngine.get();
		this.manager = this.engine.newBaseManager(device.resolve(this.engine));
	}

	/** Seeds what {@link #step} draws: latents, and who learns from what. */
	public void seed(int seed) {
		this.engine.setRandomSeed(seed);
	}

	/** Where it runs, for example {@code cpu} or {@code gpu(0)}. */
	public String device() {
		return this.manager.getDevice().toString().replace("()", "");
	}

	/**
	 * Loss of a batch and its gradient.
	 * @param parameters flat, as declared by the network
	 * @param gradient receives the gradient, same layout
	 * @return the loss per counted target; NaN or infinite if the computation diverged
	 */
	public double step(SequenceBatch batch, TrainingLoss loss, float[] parameters, float[] gradient) {
		try (NDManager scope = this.manager.newSubManager();
				GradientCollector collector = this.engine.newGradientCollector()) {
			NDArray flat = scope.create(parameters);
			flat.setRequiresGradient(true);
			TorchOps ops = new TorchOps(scope, this.network.parameters(), flat);
			NDArray contexts = encode(scope, ops, batch, MESSAGE_NOISE);
			NDArray total = this.network.loss(ops, contexts, trainingBatch(scope, batch), loss);
			collector.backward(total);
			System.arraycopy(flat.getGradient().toFloatArray(), 0, gradient, 0, gradient.length);
			return total.toFloatArray()[0];
		}
	}

	private TrainingBatch<NDArray> trainingBatch(NDManager scope, SequenceBatch batch) {
		NetworkSpec spec = this.network.spec();
		int samples = batch.sequences() * (batch.steps() - spec.window() + 1);
		Shape plans = new Shape(samples, 1, spec.horizon());
		Shape targets = new Shape(samples, spec.horizon(), spec.targets());
		Shape flags = new Shape(1, samples * (long) spec.horizon(), 1);
		return new TrainingBatch<>(samples, scope.create(batch.plans(), plans), scope.create(batch.targets(), targets),
				scope.create(batch.targetMask(), targets),
				new TrainingBatch.Flag<>(scope.create(batch.sla(), flags), scope.create(batch.slaMask(), flags)),
				new TrainingBatch.Flag<>(scope.create(batch.outage(), flags), scope.create(batch.outageMask(), flags)),
				scope.create(counts(batch.targetMask(), samples), new Shape(samples, 1)), new TorchNoise(scope));
	}

	/** 1 for every sample of which any target counts. */
	private static float[] counts(float[] targetMask, int samples) {
		float[] counts = new float[samples];
		int size = targetMask.length / samples;
		for (int i = 0; i < targetMask.length; i++) {
			counts[i / size] = Math.max(counts[i / size], targetMask[i]);
		}
		return counts;
	}

	/**
	 * @param noise standard deviation of what is added to messages on their way
	 */
	private NDArray encode(NDManager scope, TorchOps ops, SequenceBatch batch, float noise) {
		Shape shape = new Shape(batch.sequences(), batch.steps(), this.network.spec().features());
		NDArray contexts = this.network.encode(ops, scope.create(batch.frames(), shape),
				scope.create(batch.mask(), shape), batch.steps());
		Exchange exchange = batch.exchange();
		if (exchange != null) {
			contexts = this.network.receive(ops, contexts, received(scope, ops, contexts, exchange, noise));
		}
		if (batch.announced().length == 0) {
			return contexts;
		}
		int size = AnnouncedPlans.size(this.network.spec().horizon());
		Shape announced = new Shape(batch.announced().length / size, size);
		return this.network.announce(ops, contexts, scope.create(batch.announced(), announced));
	}

	/** What each sample receives, {@code [B·n, N, R]}; gradients reach the senders. */
	private NDArray received(NDManager scope, TorchOps ops, NDArray contexts, Exchange exchange, float noise) {
		int horizon = this.network.spec().horizon();
		int samples = (int) contexts.getShape().get(0);
		int neighbours = exchange.senders().length / samples;
		int from = LearnedMessages.offset(this.network.contextSize(), horizon);
		NDArray messages = ops.slice(contexts, 1, from, from + LearnedMessages.SIZE);
		long[] rows = new long[exchange.senders().length * LearnedMessages.SIZE];
		float[] known = new float[exchange.senders().length];
		for (int i = 0; i < rows.length; i++) {
			int sender = exchange.senders()[i / LearnedMessages.SIZE];
			rows[i] = Math.max(0, sender);
			known[i / LearnedMessages.SIZE] = (sender >= 0) ? 1 : 0;
		}
		NDArray sent = messages.gather(scope.create(rows, new Shape(known.length, LearnedMessages.SIZE)), 0);
		if (noise > 0) {
			sent = sent.add(scope.randomNormal(0, noise, sent.getShape(), DataType.FLOAT32));
		}
		NDArray arrived = sent.mul(scope.create(known, new Shape(known.length, 1)));
		int rest = MessageRow.rest(horizon);
		return ops.concat(2, arrived.reshape(samples, neighbours, LearnedMessages.SIZE),
				scope.create(exchange.rows(), new Shape(samples, neighbours, rest)));
	}

	/**
	 * Predicts as in use, from the prior's mean.
	 * @param mean receives the mixture's mean, {@code [B·n, H, Y]}
	 * @param deviation receives its total standard deviation, same layout
	 */
	public void predict(SequenceBatch batch, float[] parameters, float[] mean, float[] deviation) {
		try (NDManager scope = this.manager.newSubManager()) {
			TorchOps ops = new TorchOps(scope, this.network.parameters(), scope.create(parameters));
			NDArray plans = trainingBatch(scope, batch).plans();
			Heads<NDArray> heads = this.network.imagine(ops, encode(scope, ops, batch, 0), plans);
			System.arraycopy(heads.mixtureMean(ops).toFloatArray(), 0, mean, 0, mean.length);
			NDArray aleatoric = heads.aleatoric(ops);
			NDArray epistemic = heads.epistemic(ops);
			NDArray total = aleatoric.mul(aleatoric).add(epistemic.mul(epistemic)).sqrt();
			System.arraycopy(total.toFloatArray(), 0, deviation, 0, deviation.length);
		}
	}

	@Override
	public void close() {
		this.manager.close();
	}

	/** Draws with the engine's seed. */
	private record TorchNoise(NDManager scope) implements Noise<NDArray> {

		@Override
		public NDArray gaussian(int... shape) {
			return this.scope.randomNormal(TorchOps.shape(shape));
		}

		@Override
		public NDArray bernoulli(double probability, int... shape) {
			return this.scope.randomUniform(0, 1, TorchOps.shape(shape))
				.lt((float) probability)
				.toType(DataType.FLOAT32, false);
		}

	}

}
