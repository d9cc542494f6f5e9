/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/**
 * Causal transformer blocks over the window and, with the window's last token as context,
 * over the plan.
 */
public final class Transformer extends BaseNetwork {

	private final int width;

	private final List<AttentionBlock> encoder = new ArrayList<>();

	private final List<AttentionBlock> decoder = new ArrayList<>();

	private final HeadLayer heads;

	public Transformer(NetworkSpec spec) {
		super(spec);
		this.width = spec.size().width();
		this.parameters.linear("embed", 2 * spec.features(), this.width)
			.gaussian("position", 0.1, spec.window(), this.width);
		for (int i = 0; i < spec.size().encoderBlocks(); i++) {
			this.encoder.add(new AttentionBlock("encoder." + i, this.width, this.parameters));
		}
		this.parameters.norm("encoded", this.width)
			.linear("context", this.width + spec.features(), this.width)
			.linear("action", 2, this.width)
			.gaussian("step", 0.1, spec.horizon(), this.width);
		for (int i = 0; i < spec.size().decoderBlocks(); i++) {
			this.decoder.add(new AttentionBlock("decoder." + i, this.width, this.parameters));
		}
		this.parameters.norm("decoded", this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
	}

	@Override
	public int contextSize() {
		return this.width + this.spec.features();
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int window = this.spec.window();
		int channels = 2 * this.spec.features();
		T windows = this.frames.unfold(ops, ops.concat(2, sequences, mask), steps, channels);
		T x = ops.add(ops.linear(windows, "embed"), ops.parameter("position"));
		for (AttentionBlock block : this.encoder) {
			x = block.forward(ops, x, window);
		}
		T end = ops.reshape(ops.slice(x, 1, window - 1, window), -1, this.width);
		return ops.concat(1, ops.norm(end, "encoded"), this.frames.last(ops, sequences, steps, this.spec.features()));
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		int horizon = this.spec.horizon();
		T last = ops.slice(contexts, 1, this.width, contextSize());
		T context = ops.reshape(ops.linear(contexts, "context"), 0, 1, 1, this.width);
		T actions = ops.linear(this.frames.tokens(ops, plans, last), "action");
		T x = ops.reshape(ops.add(ops.add(actions, ops.parameter("step")), context), -1, horizon, this.width);
		for (AttentionBlock block : this.decoder) {
			x = block.forward(ops, x, horizon);
		}
		return this.heads.forward(ops, ops.norm(x, "decoded"), this.frames.persistence(ops, last, plans));
	}

}
