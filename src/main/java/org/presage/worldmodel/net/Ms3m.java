/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The default architecture: MS³M blocks over the window, a compact stochastic latent, and
 * a decoder with one token per future step that is causal over the plan, so that all H
 * steps come out of one pass. Both work channels first. Heads predict the change from the
 * last observation: an untrained network predicts persistence.
 */
public final class Ms3m extends BaseNetwork {

	private final int width;

	private final int latent;

	private final List<Ms3mBlock> encoder = new ArrayList<>();

	private final List<Ms3mBlock> decoder = new ArrayList<>();

	private final PlanLayer plan;

	private final HeadLayer heads;

	private final LinearPath linear;

	public Ms3m(NetworkSpec spec) {
		super(spec);
		NetworkSize size = spec.size();
		this.width = size.width();
		this.latent = size.latent();
		this.parameters.linear("embed", 2 * spec.features(), this.width);
		int reach = spec.window() - 1;
		for (int i = 0; i < size.encoderBlocks(); i++) {
			// Together the blocks reach back over the window and not beyond, so that a
			// window inside a longer
			// sequence and the same window alone have the same encoding.
			int past = reach / (size.encoderBlocks() - i);
			reach -= past;
			this.encoder.add(new Ms3mBlock("encoder." + i, size, past + 1, this.parameters));
		}
		this.parameters.norm("encoded", this.width)
			.linear("prior.hidden", this.width, this.width)
			.linear("prior.out", this.width, 2 * this.latent)
			.linear("posterior.hidden", this.width + spec.horizon() * 2 * spec.targets(), this.width)
			.linear("posterior.out", this.width, 2 * this.latent)
			.linear("context", this.width + this.latent + spec.features(), this.width);
		this.plan = new PlanLayer(spec, this.parameters);
		for (int i = 0; i < size.decoderBlocks(); i++) {
			this.decoder.add(new Ms3mBlock("decoder." + i, size, spec.horizon(), this.parameters));
		}
		this.parameters.norm("decoded", this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
		this.linear = new LinearPath(spec, this.parameters);
	}

	/**
	 * Encoding, prior, the last value of each KPI, and what the forecasts change from:
	 * for each step the last values and what the window contributes linearly.
	 */
	@Override
	public int contextSize() {
		return lastOffset() + this.spec.features() + this.linear.size();
	}

	private int lastOffset() {
		return this.width + 2 * this.latent;
	}

	@Override
	public Optional<PriorSlice> prior() {
		return Optional.of(new PriorSlice(this.width, this.latent));
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int features = this.spec.features();
		T frames = ChannelsFirst.of(ops, ops.concat(2, sequences, mask), 2 * features);
		T x = ChannelsFirst.linear(ops, frames, "embed");
		for (Ms3mBlock block : this.encoder) {
			x = block.filter(ops, x, steps);
			// Nobody looks at what the last block makes of the other steps.
			x = block.mix(ops,
					(block == this.encoder.getLast()) ? this.frames.lastSteps(ops, x, steps, this.width) : x);
		}
		T encoded = ops.transpose(ChannelsFirst.norm(ops, x, "encoded", this.width), 1, 0);
		T prior = ops.linear(ops.gelu(ops.linear(encoded, "prior.hidden")), "prior.out");
		T last = this.frames.last(ops, sequences, steps, features);
		return ops.concat(1, List.of(encoded, prior, last, base(ops, sequences, last, steps)));
	}

	/** What the forecasts change from, but for the plan: {@code [B·(T−L+1), H·Y]}. */
	private <T> T base(Ops<T> ops, T sequences, T last, int steps) {
		int targets = this.spec.targets();
		T linearly = ops.reshape(this.linear.fromWindow(ops, sequences, steps), -1, this.spec.horizon(), targets);
		T known = ops.reshape(this.frames.targets(ops, last, 1), -1, 1, targets);
		return ops.reshape(ops.add(linearly, known), -1, this.linear.size());
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return decode(ops, contexts, prior(ops, contexts).mean(), plans);
	}

	private <T> Latent<T> prior(Ops<T> ops, T contexts) {
		return Latent.of(ops, ops.slice(contexts, 1, this.width, lastOffset()), this.latent);
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		Latent<T> prior = prior(ops, contexts);
		T seen = ops.reshape(batch.future(ops), -1, this.spec.horizon() * 2 * this.spec.targets());
		T hidden = ops.gelu(ops.linear(ops.concat(1, encoded(ops, contexts), seen), "posterior.hidden"));
		Latent<T> posterior = Latent.of(ops, ops.linear(hidden, "posterior.out"), this.latent);
		Noise<T> noise = batch.noise();
		T latentSample = posterior.sampleOr(ops, noise.bernoulli(loss.posteriorShare(), batch.samples(), 1), prior,
				noise.gaussian(batch.samples(), this.latent));
		Heads<T> forecast = decode(ops, contexts, latentSample, batch.plans());
		T fit = Likelihood.of(ops, forecast, batch, loss, Likelihood.Shape.of(this));
		return ops.add(fit,
				ops.scale(posterior.divergence(ops, prior, batch.counts(), loss.freeNats()), (float) loss.kl()));
	}

	private <T> Heads<T> decode(Ops<T> ops, T contexts, T latentSample, T plans) {
		int baseOffset = lastOffset() + this.spec.features();
		T last = ops.slice(contexts, 1, lastOffset(), baseOffset);
		T context = ops.linear(ops.concat(1, List.of(encoded(ops, contexts), latentSample, last)), "context");
		T x = ops.add(this.plan.tokens(ops, plans, this.frames.action(ops, last, 1)), everyStep(ops, context, plans));
		for (Ms3mBlock block : this.decoder) {
			x = block.forward(ops, x, this.spec.horizon());
		}
		T window = ops.reshape(ops.slice(contexts, 1, baseOffset, contextSize()), 0, 1, this.linear.size());
		T base = ops.add(this.linear.fromPlan(ops, plans), window);
		T hidden = ChannelsFirst.linearOfNorm(ops, x, "decoded", this.heads.hidden(), this.width);
		return this.heads.after(ops, hidden, ChannelsFirst.of(ops, base, this.spec.targets()));
	}

	/**
	 * A vector of each context for every step of its plans, channels first:
	 * {@code [C, width] → [width, C·P·H]}.
	 */
	private <T> T everyStep(Ops<T> ops, T vectors, T plans) {
		T zeros = ops.reshape(ops.scale(plans, 0), 0, -1);
		T columns = ops.reshape(ops.transpose(vectors, 1, 0), this.width, -1, 1);
		return ops.reshape(ops.add(columns, zeros), this.width, -1);
	}

	private <T> T encoded(Ops<T> ops, T contexts) {
		return ops.slice(contexts, 1, 0, this.width);
	}

}
