/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import org.presage.base.InvalidInputException;

/**
 * Proposes plans for a context and an objective: a perceptron with two residual layers.
 * Trained after the world model, on the world model alone, to propose what a search would
 * find. C contexts, K context length, D objective length, G plans, H horizon.
 */
public final class ProposalNetwork {

	/** Best plans lie at bounds often, which a sigmoid alone does not reach. */
	private static final float BEYOND = 0.05f;

	private final Size size;

	private final float[] centre;

	private final float[] factor;

	private final Parameters parameters = new Parameters();

	/**
	 * How large a network is.
	 *
	 * @param context K
	 * @param objective D
	 * @param plans G
	 * @param horizon H
	 * @param width of the hidden layers
	 */
	public record Size(int context, int objective, int plans, int horizon, int width) {

		public Size {
			if (context < 1 || objective < 1 || plans < 1 || horizon < 1 || width < 1) {
				throw new InvalidInputException("proposals",
						"context, objective, plans, horizon and width of 1 or more",
						context + ", " + objective + ", " + plans + ", " + horizon + " and " + width);
			}
		}

	}

	/**
	 * @param centre mean of each number of a context, {@code [K]}
	 * @param spread its standard deviation, {@code [K]}; 0 for a constant one
	 */
	public ProposalNetwork(Size size, float[] centre, float[] spread) {
		this.size = size;
		this.centre = centre.clone();
		this.factor = new float[spread.length];
		for (int k = 0; k < spread.length; k++) {
			this.factor[k] = (spread[k] > 1e-6f) ? 1 / spread[k] : 0;
		}
		int width = size.width();
		this.parameters.linear("context", size.context(), width)
			.linear("objective", size.objective(), width)
			.norm("norm1", width)
			.linear("layer1", width, width)
			.norm("norm2", width)
			.linear("layer2", width, width)
			.norm("norm3", width)
			.linear("plans", width, size.plans() * size.horizon());
	}

	public Size size() {
		return this.size;
	}

	/** The tensors that the network uses. */
	public Parameters parameters() {
		return this.parameters;
	}

	/**
	 * Proposes plans.
	 * @param contexts {@code [C, K]}
	 * @param objectives {@code [C, D]}
	 * @return shares {@code [C, G, H]}, in [0, 1]
	 */
	public <T> T propose(Ops<T> ops, T contexts, T objectives) {
		return ops.clip(unclipped(ops, contexts, objectives), 0, 1);
	}

	/** The same, a little beyond [0, 1] on both sides: where it learns. */
	private <T> T unclipped(Ops<T> ops, T contexts, T objectives) {
		T centred = ops.subtract(contexts, ops.constant(this.centre, 1, this.centre.length));
		T scaled = ops.clip(ops.multiply(centred, ops.constant(this.factor, 1, this.factor.length)), -5, 5);
		T x = ops.gelu(ops.add(ops.linear(scaled, "context"), ops.linear(objectives, "objective")));
		x = ops.add(x, ops.gelu(ops.linear(ops.norm(x, "norm1"), "layer1")));
		x = ops.add(x, ops.gelu(ops.linear(ops.norm(x, "norm2"), "layer2")));
		T heights = ops.sigmoid(ops.linear(ops.norm(x, "norm3"), "plans"));
		return ops.reshape(ops.shift(ops.scale(heights, 1 + 2 * BEYOND), -BEYOND), -1, this.size.plans(),
				this.size.horizon());
	}

	/**
	 * What a training step minimises: the squared distance of the nearest proposal, the
	 * others counting less the further they are from the target, so that they become
	 * different (winner takes all, relaxed by annealing).
	 * @param targets shares {@code [C, 1, H]}
	 * @param weights of each step of a target, {@code [C, 1, H]}
	 * @param temperature above 0, a squared share: small lets the nearest win
	 * @return {@code [1]}
	 */
	public <T> T loss(Ops<T> ops, T contexts, T objectives, T targets, T weights, float temperature) {
		T apart = ops.subtract(unclipped(ops, contexts, objectives), targets);
		T distances = ops.reshape(ops.mean(ops.multiply(ops.multiply(apart, apart), weights), 2), -1,
				this.size.plans());
		T near = ops.detach(ops.softmax(ops.scale(distances, -1 / temperature)));
		T each = ops.sum(ops.multiply(near, distances), 1);
		return ops.reshape(ops.mean(each, 0), 1);
	}

}
