/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import org.presage.worldmodel.net.ProposalNetwork;

/**
 * A network that proposes plans, in PyTorch: loss and gradient of a batch for given
 * parameters. Owned by one thread.
 */
public final class TorchProposals implements AutoCloseable {

	private final ProposalNetwork network;

	private final NDManager manager;

	private final Engine engine;

	/**
	 * @throws IllegalArgumentException if the device is not there
	 */
	public TorchProposals(ProposalNetwork network, TorchDevice device) {
		this.network = network;
		this.engine = TorchEngine.get();
		this.manager = this.engine.newBaseManager(device.resolve(this.engine));
	}

	/**
	 * Examples to learn from; C of them.
	 *
	 * @param contexts {@code [C, K]}
	 * @param objectives {@code [C, D]}
	 * @param targets plans as shares of their bounds, {@code [C, H]}
	 * @param weights of each step, {@code [C, H]}
	 */
	public record Batch(int examples, float[] contexts, float[] objectives, float[] targets, float[] weights) {
	}

	/**
	 * Loss of a batch and its gradient.
	 * @param temperature see {@link ProposalNetwork#loss}
	 * @param parameters flat, as declared by the network
	 * @param gradient receives the gradient, same layout
	 * @return the loss; NaN or infinite if the computation diverged
	 */
	public double step(Batch batch, float temperature, float[] parameters, float[] gradient) {
		ProposalNetwork.Size size = this.network.size();
		try (NDManager scope = this.manager.newSubManager();
				GradientCollector collector = this.engine.newGradientCollector()) {
			NDArray flat = scope.create(parameters);
			flat.setRequiresGradient(true);
			TorchOps ops = new TorchOps(scope, this.network.parameters(), flat);
			Shape plans = new Shape(batch.examples(), 1, size.horizon());
			NDArray total = this.network.loss(ops,
					scope.create(batch.contexts(), new Shape(batch.examples(), size.context())),
					scope.create(batch.objectives(), new Shape(batch.examples(), size.objective())),
					scope.create(batch.targets(), plans), scope.create(batch.weights(), plans), temperature);
			collector.backward(total);
			System.arraycopy(flat.getGradient().toFloatArray(), 0, gradient, 0, gradient.length);
			return total.toFloatArray()[0];
		}
	}

	@Override
	public void close() {
		this.manager.close();
	}

}
