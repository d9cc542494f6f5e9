/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Recurrent state-space model (Hafner et al., ICML 2019, as in Dreamer): a GRU carries a
 * deterministic state through the actions, a Gaussian latent has a prior from that state
 * and a posterior from state and observation. Over the window the posterior's mean
 * filters; over the plan the prior's mean imagines, step by step. The action a[t] moves
 * the state into frame t, which is then decoded. Means stay within a soft range around
 * what was observed in training.
 */
public final class Rssm extends BaseNetwork {

	/** Standardised KPIs hardly leave ±RANGE; imagination must not either. */
	private static final float RANGE = 6;

	private final int width;

	private final int latent;

	private final GruCell cell;

	private final HeadLayer heads;

	public Rssm(NetworkSpec spec) {
		super(spec);
		this.width = spec.size().width();
		this.latent = spec.size().latent();
		this.parameters.linear("embed", 2 * spec.targets(), this.width)
			.linear("embedded", this.width, this.width)
			.linear("prior.hidden", this.width, this.width)
			.linear("prior.out", this.width, 2 * this.latent)
			.linear("posterior.hidden", 2 * this.width, this.width)
			.linear("posterior.out", this.width, 2 * this.latent)
			.linear("decoder", this.width + this.latent, this.width);
		this.cell = new GruCell("gru", this.latent + 2, this.width, this.parameters);
		this.parameters.norm("decoded", this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
	}

	/** State, posterior of the last frame, last frame. */
	@Override
	public int contextSize() {
		return this.width + 2 * this.latent + this.spec.features();
	}

	@Override
	public Optional<PriorSlice> prior() {
		return Optional.of(new PriorSlice(this.width, this.latent));
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int features = this.spec.features();
		T windows = this.frames.unfold(ops, ops.concat(2, sequences, mask), steps, 2 * features);
		T values = ops.slice(windows, 2, 0, features);
		T observed = ops.concat(2, this.frames.targets(ops, values, 2),
				this.frames.targets(ops, ops.slice(windows, 2, features, 2 * features), 2));
		T embedded = embed(ops, observed);
		T actions = this.frames.action(ops, values, 2);
		T zero = ops.scale(ops.reshape(ops.slice(embedded, 1, 0, 1), -1, this.width), 0);
		T state = zero;
		T sample = ops.matMul(zero, ops.constant(new float[this.width * this.latent], this.width, this.latent));
		T both = ops.concat(1, sample, sample);
		T before = ops.slice(actions, 1, 0, 1);
		for (int t = 0; t < this.spec.window(); t++) {
			T action = ops.slice(actions, 1, t, t + 1);
			state = advance(ops, state, sample, ops.reshape(action, -1, 1), ops.reshape(before, -1, 1));
			both = posterior(ops, state, ops.reshape(ops.slice(embedded, 1, t, t + 1), -1, this.width));
			sample = ops.slice(both, 1, 0, this.latent);
			before = action;
		}
		T last = this.frames.last(ops, sequences, steps, features);
		return ops.concat(1, List.of(state, both, last));
	}

	private <T> T embed(Ops<T> ops, T observed) {
		return ops.linear(ops.gelu(ops.linear(observed, "embed")), "embedded");
	}

	private <T> T advance(Ops<T> ops, T state, T sample, T action, T before) {
		return this.cell.step(ops, state, ops.concat(1, List.of(sample, action, ops.subtract(action, before))));
	}

	private <T> T prior(Ops<T> ops, T state) {
		return ops.linear(ops.gelu(ops.linear(state, "prior.hidden")), "prior.out");
	}

	private <T> T posterior(Ops<T> ops, T state, T embedded) {
		return ops.linear(ops.gelu(ops.linear(ops.concat(1, state, embedded), "posterior.hidden")), "posterior.out");
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return roll(ops, contexts, plans, null, null).heads();
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		Rollout<T> rollout = roll(ops, contexts, batch.plans(), batch, loss);
		T fit = Likelihood.of(ops, rollout.heads(), batch, loss, Likelihood.Shape.of(this));
		T divergence = rollout.divergences().stream().reduce(ops::add).orElseThrow();
		return ops.add(fit, ops.scale(divergence, (float) (loss.kl() / this.spec.horizon())));
	}

	/**
	 * With a batch, the chosen samples follow the posterior and the divergences are kept.
	 */
	private <T> Rollout<T> roll(Ops<T> ops, T contexts, T plans, @Nullable TrainingBatch<T> batch,
			@Nullable TrainingLoss loss) {
		int horizon = this.spec.horizon();
		T last = ops.slice(contexts, 1, this.width + 2 * this.latent, contextSize());
		T state = perPlan(ops, contexts, 0, this.width, plans);
		T sample = perPlan(ops, contexts, this.width, this.width + this.latent, plans);
		T tokens = ops.reshape(this.frames.tokens(ops, plans, last), -1, horizon, 2);
		List<T> decoded = new ArrayList<>();
		List<T> divergences = new ArrayList<>();
		@Nullable T seen = (batch != null) ? embed(ops, batch.future(ops)) : null;
		@Nullable T chosen = (batch != null && loss != null) ? batch.noise().bernoulli(loss.posteriorShare(), batch.samples(), 1)
				: null;
		for (int h = 0; h < horizon; h++) {
			T token = ops.reshape(ops.slice(tokens, 1, h, h + 1), -1, 2);
			state = this.cell.step(ops, state, ops.concat(1, sample, token));
			Latent<T> prior = Latent.of(ops, prior(ops, state), this.latent);
			sample = prior.mean();
			if (batch != null && loss != null && seen != null && chosen != null) {
				T embedded = ops.reshape(ops.slice(seen, 1, h, h + 1), -1, this.width);
				Latent<T> posterior = Latent.of(ops, posterior(ops, state, embedded), this.latent);
				sample = posterior.sampleOr(ops, chosen, prior, batch.noise().gaussian(batch.samples(), this.latent));
				divergences.add(posterior.divergence(ops, prior, batch.counts(), loss.freeNats()));
			}
			T hidden = ops.gelu(ops.linear(ops.concat(1, state, sample), "decoder"));
			decoded.add(ops.reshape(hidden, -1, 1, this.width));
		}
		T x = ops.norm(ops.concat(1, decoded), "decoded");
		Heads<T> raw = this.heads.forward(ops, x, this.frames.persistence(ops, last, plans));
		T bounded = ops.scale(ops.tanh(ops.scale(raw.mean(), 1 / RANGE)), RANGE);
		return new Rollout<>(
				new Heads<>(raw.members(), raw.targets(), bounded, raw.deviation(), raw.slaLogit(), raw.outageLogit()),
				divergences);
	}

	/** Part of the contexts, a row for every plan: {@code [C·P, to − from]}. */
	private <T> T perPlan(Ops<T> ops, T contexts, int from, int to, T plans) {
		T part = ops.slice(contexts, 1, from, to);
		return ops.reshape(this.frames.perPlan(ops, part, plans, to - from), -1, to - from);
	}

	private record Rollout<T>(Heads<T> heads, List<T> divergences) {
	}

}
