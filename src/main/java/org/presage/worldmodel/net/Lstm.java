/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/**
 * An LSTM over the window hands its state to an LSTM over the plan: the sequence to
 * sequence model of the forecasting literature (Sutskever, Vinyals and Le, 2014).
 */
public final class Lstm extends BaseNetwork {

	private final int width;

	private final LstmCell encoder;

	private final LstmCell decoder;

	private final HeadLayer heads;

	public Lstm(NetworkSpec spec) {
		super(spec);
		this.width = spec.size().width();
		this.encoder = new LstmCell("encoder", 2 * spec.features(), this.width, this.parameters);
		this.decoder = new LstmCell("decoder", 2, this.width, this.parameters);
		this.parameters.norm("decoded", this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
	}

	@Override
	public int contextSize() {
		return 2 * this.width + this.spec.features();
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int channels = 2 * this.spec.features();
		T windows = this.frames.unfold(ops, ops.concat(2, sequences, mask), steps, channels);
		T zeros = ops.scale(ops.reshape(ops.slice(windows, 1, 0, 1), -1, channels), 0);
		T empty = ops.matMul(zeros, ops.constant(new float[channels * this.width], channels, this.width));
		LstmCell.State<T> state = new LstmCell.State<>(empty, empty);
		for (int t = 0; t < this.spec.window(); t++) {
			state = this.encoder.step(ops, state, ops.reshape(ops.slice(windows, 1, t, t + 1), -1, channels), 1);
		}
		return ops.concat(1, state.joined(ops, 1), this.frames.last(ops, sequences, steps, this.spec.features()));
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		T last = ops.slice(contexts, 1, 2 * this.width, contextSize());
		T tokens = this.frames.tokens(ops, plans, last);
		T start = this.frames.perPlan(ops, ops.slice(contexts, 1, 0, 2 * this.width), plans, 2 * this.width);
		LstmCell.State<T> state = LstmCell.State.of(ops, start, 2, this.width);
		List<T> hidden = new ArrayList<>();
		for (int h = 0; h < this.spec.horizon(); h++) {
			state = this.decoder.step(ops, state, ops.reshape(ops.slice(tokens, 2, h, h + 1), 0, 0, 2), 2);
			hidden.add(ops.reshape(state.hidden(), 0, 0, 1, this.width));
		}
		T decoded = ops.norm(ops.concat(2, hidden), "decoded");
		return this.heads.forward(ops, decoded, this.frames.persistence(ops, last, plans));
	}

}
