/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/**
 * WM-MS³M as published (arXiv 2511.02748): post-norm blocks over the window, a stochastic
 * latent, a decoder of all KPIs and a heteroscedastic head for one of them (RSRP) with a
 * bounded autoregressive skip. It predicts one frame and is fed with its own predictions:
 * every step encodes the window again, for every plan. Trained on one step, with the
 * published loss.
 * <p>
 * The publication hands the network the action of the last frame seen, so that a planned
 * action reaches no KPI of its own frame. Unless the spec asks for that timing, the
 * action channel holds at every position the action of the frame after it.
 */
public final class WmMs3m extends BaseNetwork {

	private static final float SMOOTH = 0.2f;

	private final int width;

	private final int latent;

	private final List<WmMs3mBlock> blocks = new ArrayList<>();

	private final PlainHeads heads;

	public WmMs3m(NetworkSpec spec) {
		super(spec);
		this.width = spec.size().width();
		this.latent = spec.size().latent();
		int features = spec.features();
		this.parameters.linear("in", features + 1, this.width);
		for (int i = 0; i < spec.size().encoderBlocks(); i++) {
			this.blocks.add(new WmMs3mBlock("block." + i, spec.size(), spec.window(), this.parameters));
		}
		this.parameters.linear("prior.0", this.width, this.width)
			.linear("prior.1", this.width, 2 * this.latent)
			.linear("posterior.0", this.width + features, this.width)
			.linear("posterior.1", this.width, 2 * this.latent)
			.linear("full.0", this.width + this.latent, this.width)
			.linear("full.1", this.width, features)
			.linear("target.0", this.width + this.latent, this.width)
			.linear("target.1", this.width, 2)
			.linear("skip.0", features, Math.max(1, this.width / 2))
			.linear("skip.1", Math.max(1, this.width / 2), 1)
			.constant("skip.gain", 0, 1, 1);
		this.heads = new PlainHeads(spec, 1, this.parameters);
	}

	/** The window itself. */
	@Override
	public int contextSize() {
		return this.spec.window() * this.spec.features();
	}

	@Override
	public int heads() {
		return 1;
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		return ops.reshape(this.frames.unfold(ops, sequences, steps, this.spec.features()), -1, contextSize());
	}

	/**
	 * The trunk: last position, {@code [N, width]}.
	 * @param window {@code [N, L, F]}
	 * @param actions the action channel {@code [N, L, 1]}
	 */
	<T> T trunk(Ops<T> ops, T window, T actions) {
		T x = ops.linear(ops.concat(2, window, actions), "in");
		for (WmMs3mBlock block : this.blocks) {
			x = block.forward(ops, x);
		}
		return ops.reshape(ops.slice(x, 1, this.spec.window() - 1, this.spec.window()), -1, this.width);
	}

	/**
	 * Takes the oldest step off {@code [N, L, D]} and puts {@code [N, 1, D]} at its end.
	 */
	private <T> T shift(Ops<T> ops, T window, T next) {
		int length = this.spec.window();
		return (length > 1) ? ops.concat(1, ops.slice(window, 1, 1, length), next) : next;
	}

	/** The kernel of a block, {@code [width, L]}. */
	<T> T kernel(Ops<T> ops, int block) {
		return this.blocks.get(block).kernel(ops);
	}

	/** Mean and logarithm of the variance of the prior, {@code [N, 2·Z]}. */
	<T> T prior(Ops<T> ops, T trunk) {
		return two(ops, trunk, "prior");
	}

	/** The same of the posterior, for one who has seen the next frame {@code [N, F]}. */
	<T> T posterior(Ops<T> ops, T trunk, T next) {
		return two(ops, ops.concat(1, trunk, next), "posterior");
	}

	private <T> T two(Ops<T> ops, T x, String name) {
		return ops.linear(ops.gelu(ops.linear(x, name + ".0")), name + ".1");
	}

	/** Predicted next frame, {@code [N, F]}. */
	<T> T full(Ops<T> ops, T trunk, T latentState) {
		return two(ops, ops.concat(1, trunk, latentState), "full");
	}

	/**
	 * Mean and logarithm of the variance of the target KPI, {@code [N, 2]}.
	 * @param last last frame seen {@code [N, F]}
	 */
	<T> T target(Ops<T> ops, T trunk, T latentState, T last) {
		T head = two(ops, ops.concat(1, trunk, latentState), "target");
		T skip = ops.multiply(ops.tanh(ops.parameter("skip.gain")), two(ops, last, "skip"));
		return ops.concat(1, ops.add(ops.slice(head, 1, 0, 1), skip), ops.clip(ops.slice(head, 1, 1, 2), -8, 8));
	}

	private <T> Latent<T> latent(Ops<T> ops, T meanAndLogVariance) {
		T logVariance = ops.clip(ops.slice(meanAndLogVariance, 1, this.latent, 2 * this.latent), -8, 8);
		return new Latent<>(ops.slice(meanAndLogVariance, 1, 0, this.latent), ops.scale(logVariance, 0.5f));
	}

	private int targetColumn() {
		return (this.spec.target() > this.spec.action()) ? this.spec.target() - 1 : this.spec.target();
	}

	/** {@code [N, Y]} with the target's column replaced by {@code [N, 1]}. */
	private <T> T withTarget(Ops<T> ops, T values, T column) {
		int at = targetColumn();
		List<T> parts = new ArrayList<>();
		if (at > 0) {
			parts.add(ops.slice(values, 1, 0, at));
		}
		parts.add(column);
		if (at < this.spec.targets() - 1) {
			parts.add(ops.slice(values, 1, at + 1, this.spec.targets()));
		}
		return ops.concat(1, parts);
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		int targets = this.spec.targets();
		List<Step<T>> steps = roll(ops, contexts, plans);
		T mean = stack(ops, steps.stream().map(Step::mean).toList(), targets);
		T deviation = stack(ops, steps.stream().map(Step::deviation).toList(), targets);
		return this.heads.around(ops, ops.reshape(mean, -1, targets), ops.reshape(deviation, -1, targets));
	}

	/** The predicted frames of a rollout as they are fed back, {@code [C·P, H, F]}. */
	<T> T frames(Ops<T> ops, T contexts, T plans) {
		return stack(ops, roll(ops, contexts, plans).stream().map(Step::frame).toList(), this.spec.features());
	}

	private <T> T stack(Ops<T> ops, List<T> steps, int channels) {
		return ops.concat(1, steps.stream().map((step) -> ops.reshape(step, -1, 1, channels)).toList());
	}

	private <T> List<Step<T>> roll(Ops<T> ops, T contexts, T plans) {
		int features = this.spec.features();
		T window = ops.reshape(this.frames.perPlan(ops, contexts, plans, contextSize()), -1, this.spec.window(),
				features);
		T channel = this.frames.action(ops, window, 2);
		T actions = ops.reshape(plans, -1, this.spec.horizon(), 1);
		List<Step<T>> steps = new ArrayList<>();
		for (int h = 0; h < this.spec.horizon(); h++) {
			T action = ops.slice(actions, 1, h, h + 1);
			T shifted = shift(ops, channel, action);
			Step<T> step = step(ops, window, this.spec.publishedTiming() ? channel : shifted);
			if (!this.spec.publishedTiming()) {
				T predicted = this.frames.targets(ops, step.frame(), 1);
				T known = this.frames.withAction(ops, predicted, ops.reshape(action, -1, 1), 1);
				step = new Step<>(known, step.mean(), step.deviation());
			}
			steps.add(step);
			window = shift(ops, window, ops.reshape(step.frame(), -1, 1, features));
			channel = shifted;
		}
		return steps;
	}

	/** One step from the prior's mean. */
	private <T> Step<T> step(Ops<T> ops, T window, T channel) {
		int length = this.spec.window();
		T trunk = trunk(ops, window, channel);
		T state = latent(ops, prior(ops, trunk)).mean();
		T last = ops.reshape(ops.slice(window, 1, length - 1, length), -1, this.spec.features());
		T target = target(ops, trunk, state, last);
		T frame = full(ops, trunk, state);
		T mean = withTarget(ops, this.frames.targets(ops, frame, 1), ops.slice(target, 1, 0, 1));
		T spread = this.heads.deviation(ops, mean);
		T own = ops.exp(ops.scale(ops.slice(target, 1, 1, 2), 0.5f));
		return new Step<>(frame, mean, withTarget(ops, spread, own));
	}

	/** Frame fed back {@code [N, F]}, mean and standard deviation {@code [N, Y]}. */
	private record Step<T>(T frame, T mean, T deviation) {
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		int features = this.spec.features();
		TrainingBatch<T> first = batch.firstStep(ops, this.spec);
		T window = ops.reshape(contexts, -1, this.spec.window(), features);
		T action = ops.reshape(first.plans(), -1, 1, 1);
		T truth = ops.reshape(first.targets(), -1, this.spec.targets());
		T mask = ops.reshape(first.targetMask(), -1, this.spec.targets());
		T next = this.frames.withAction(ops, truth, ops.reshape(action, -1, 1), 1);
		T channel = this.frames.action(ops, window, 2);
		T trunk = trunk(ops, window, this.spec.publishedTiming() ? channel : shift(ops, channel, action));
		Latent<T> prior = latent(ops, prior(ops, trunk));
		Latent<T> posterior = latent(ops, posterior(ops, trunk, next));
		T chosen = batch.noise().bernoulli(loss.posteriorShare(), batch.samples(), 1);
		T state = posterior.sampleOr(ops, chosen, prior, batch.noise().gaussian(batch.samples(), this.latent));
		T all = this.frames.targets(ops, full(ops, trunk, state), 1);
		T last = ops.reshape(ops.slice(window, 1, this.spec.window() - 1, this.spec.window()), -1, features);
		T target = target(ops, trunk, state, last);
		T fit = ops.add(squared(ops, ops.subtract(all, truth), mask), targetLoss(ops, all, target, truth, mask));
		T mean = ops.detach(withTarget(ops, all, ops.slice(target, 1, 0, 1)));
		T spread = Likelihood.of(ops, this.heads.around(ops, mean), first, loss,
				new Likelihood.Shape(1, 1, this.spec.targets()));
		T divergence = posterior.divergence(ops, prior, batch.counts(), loss.freeNats());
		return ops.add(ops.add(fit, spread), ops.scale(divergence, (float) loss.kl()));
	}

	/**
	 * Of the target KPI: Gaussian likelihood, half a smooth absolute error, and a tenth
	 * of the squared difference to what the decoder says.
	 */
	private <T> T targetLoss(Ops<T> ops, T all, T target, T truth, T mask) {
		int at = targetColumn();
		T known = ops.slice(mask, 1, at, at + 1);
		T mean = ops.slice(target, 1, 0, 1);
		T logVariance = ops.slice(target, 1, 1, 2);
		T error = ops.subtract(mean, ops.slice(truth, 1, at, at + 1));
		T nll = ops.scale(
				ops.add(ops.multiply(ops.multiply(error, error), ops.exp(ops.scale(logVariance, -1))), logVariance),
				0.5f);
		T distance = ops.add(ops.relu(error), ops.relu(ops.scale(error, -1)));
		T near = ops.clip(distance, 0, SMOOTH);
		T smooth = ops.add(ops.scale(ops.multiply(near, near), 0.5f / SMOOTH), ops.subtract(distance, near));
		T likelihood = Likelihood.weightedMean(ops, ops.add(nll, ops.scale(smooth, 0.5f)), known);
		T difference = ops.subtract(mean, ops.slice(all, 1, at, at + 1));
		return ops.add(likelihood, ops.scale(squared(ops, difference, known), 0.1f));
	}

	private static <T> T squared(Ops<T> ops, T error, T weight) {
		return Likelihood.weightedMean(ops, ops.multiply(error, error), weight);
	}

}
