/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/**
 * A variational autoencoder of transitions (Kingma and Welling, 2014; the V of Ha and
 * Schmidhuber's World Models, here with the action): state and action → latent → next
 * state, fed with its own predictions. It sees one frame only: what it loses against the
 * others is what history is worth.
 */
public final class Vae extends BaseNetwork {

	private final int width;

	private final int latent;

	private final HeadLayer heads;

	public Vae(NetworkSpec spec) {
		super(spec);
		this.width = spec.size().width();
		this.latent = spec.size().latent();
		this.parameters.linear("encoder", spec.features() + spec.targets() + 1, this.width)
			.linear("encoder.hidden", this.width, this.width)
			.linear("latent", this.width, 2 * this.latent)
			.linear("decoder", this.latent, this.width)
			.linear("decoder.hidden", this.width, this.width)
			.norm("decoded", this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
	}

	/** The last frame and its mask. */
	@Override
	public int contextSize() {
		return 2 * this.spec.features();
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int features = this.spec.features();
		return ops.concat(1, this.frames.last(ops, sequences, steps, features),
				this.frames.last(ops, mask, steps, features));
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return roll(ops, contexts, plans, (gaussian) -> gaussian.mean(), new ArrayList<>());
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		List<Latent<T>> drawn = new ArrayList<>();
		T chosen = batch.noise().bernoulli(loss.posteriorShare(), batch.samples(), 1);
		Heads<T> forecast = roll(ops, contexts, batch.plans(), (gaussian) -> gaussian.sampleOr(ops, chosen, gaussian,
				batch.noise().gaussian(batch.samples(), this.latent)), drawn);
		T fit = Likelihood.of(ops, forecast, batch, loss, Likelihood.Shape.of(this));
		T zeros = ops.scale(drawn.getFirst().mean(), 0);
		Latent<T> standard = new Latent<>(zeros, zeros);
		T divergence = drawn.stream()
			.map((gaussian) -> gaussian.divergence(ops, standard, batch.counts(), loss.freeNats()))
			.reduce(ops::add)
			.orElseThrow();
		return ops.add(fit, ops.scale(divergence, (float) (loss.kl() / this.spec.horizon())));
	}

	private <T> Heads<T> roll(Ops<T> ops, T contexts, T plans, Draw<T> draw, List<Latent<T>> drawn) {
		int features = this.spec.features();
		T last = ops.slice(contexts, 1, 0, features);
		T both = ops.reshape(this.frames.perPlan(ops, contexts, plans, 2 * features), -1, 2 * features);
		T state = this.frames.targets(ops, ops.slice(both, 1, 0, features), 1);
		T mask = this.frames.targets(ops, ops.slice(both, 1, features, 2 * features), 1);
		T tokens = ops.reshape(this.frames.tokens(ops, plans, last), -1, this.spec.horizon(), 2);
		List<Heads<T>> steps = new ArrayList<>();
		for (int h = 0; h < this.spec.horizon(); h++) {
			T token = ops.reshape(ops.slice(tokens, 1, h, h + 1), -1, 2);
			T hidden = ops.gelu(ops.linear(ops.concat(1, List.of(state, mask, token)), "encoder"));
			T gaussian = ops.linear(ops.gelu(ops.linear(hidden, "encoder.hidden")), "latent");
			Latent<T> latentState = Latent.of(ops, gaussian, this.latent);
			drawn.add(latentState);
			T decoded = ops.gelu(ops.linear(draw.from(latentState), "decoder"));
			T decodedState = ops.norm(ops.gelu(ops.linear(decoded, "decoder.hidden")), "decoded");
			Heads<T> step = this.heads.forward(ops, decodedState, state);
			steps.add(step);
			state = step.mixtureMean(ops);
		}
		int targets = this.spec.targets();
		return new Heads<>(heads(), targets, stack(ops, steps.stream().map(Heads::mean).toList(), targets),
				stack(ops, steps.stream().map(Heads::deviation).toList(), targets),
				stack(ops, steps.stream().map(Heads::slaLogit).toList(), 1),
				stack(ops, steps.stream().map(Heads::outageLogit).toList(), 1));
	}

	/** {@code H × [E, D·N]} to {@code [E, D·N·H]}, the steps of a plan in a row. */
	private <T> T stack(Ops<T> ops, List<T> steps, int channels) {
		List<T> apart = steps.stream().map((step) -> ops.reshape(step, heads(), channels, -1, 1)).toList();
		return ops.reshape(ops.concat(3, apart), heads(), -1);
	}

	/** How a latent is taken from its distribution. */
	private interface Draw<T> {

		T from(Latent<T> gaussian);

	}

}
