/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Multi-layer perceptrons over the flattened window and, for every step, over the part of
 * the plan up to it. The simplest network with all inputs; a sequence model has to beat
 * it.
 */
public final class Mlp extends BaseNetwork {

	private final int width;

	private final HeadLayer heads;

	public Mlp(NetworkSpec spec) {
		super(spec);
		this.width = spec.size().width();
		this.parameters.linear("window", 2 * spec.window() * spec.features(), 2 * this.width)
			.linear("encoded", 2 * this.width, this.width)
			.linear("plan", 2 * spec.horizon(), this.width)
			.gaussian("step", 0.1, spec.horizon(), this.width)
			.norm("norm", this.width)
			.linear("decoded", this.width, this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
	}

	@Override
	public int contextSize() {
		return this.width + this.spec.features();
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int channels = 2 * this.spec.features();
		T windows = this.frames.unfold(ops, ops.concat(2, sequences, mask), steps, channels);
		T hidden = ops.gelu(ops.linear(ops.reshape(windows, -1, this.spec.window() * channels), "window"));
		return ops.concat(1, ops.linear(hidden, "encoded"),
				this.frames.last(ops, sequences, steps, this.spec.features()));
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		int horizon = this.spec.horizon();
		T last = ops.slice(contexts, 1, this.width, contextSize());
		T tokens = ops.reshape(this.frames.tokens(ops, plans, last), 0, 0, 1, 2 * horizon);
		T soFar = ops.multiply(tokens, ops.constant(causal(horizon), horizon, 2 * horizon));
		T x = ops.add(ops.add(ops.linear(soFar, "plan"), ops.parameter("step")),
				ops.reshape(ops.slice(contexts, 1, 0, this.width), 0, 1, 1, this.width));
		T hidden = ops.add(x, ops.gelu(ops.linear(ops.norm(ops.gelu(x), "norm"), "decoded")));
		return this.heads.forward(ops, hidden, this.frames.persistence(ops, last, plans));
	}

	/** Row h lets action and change of the steps 0..h through. */
	private static float[] causal(int horizon) {
		float[] mask = new float[horizon * 2 * horizon];
		for (int h = 0; h < horizon; h++) {
			for (int j = 0; j < 2 * (h + 1); j++) {
				mask[h * 2 * horizon + j] = 1;
			}
		}
		return mask;
	}

}
