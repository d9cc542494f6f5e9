package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The default architecture: MS³M blocks over the window, a compact stochastic latent, and
 * a decoder with one token per future step that is causal over the plan, so that all H
 * steps come out of one pass. Heads predict the change from the last observation: an
 * untrained network predicts persistence.
 */
public final class Ms3m extends BaseNetwork {

	private final int width;

	private final int latent;

	private final List<Ms3mBlock> encoder = new ArrayList<>();

	private final List<Ms3mBlock> decoder = new ArrayList<>();

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
			.linear("context", this.width + this.latent + spec.features(), this.width)
			.linear("action", 2, this.width)
			.gaussian("step", 0.1, spec.horizon(), this.width);
		for (int i = 0; i < size.decoderBlocks(); i++) {
			this.decoder.add(new Ms3mBlock("decoder." + i, size, spec.horizon(), this.parameters));
		}
		this.parameters.norm("decoded", this.width);
		this.heads = new HeadLayer("heads", spec, this.width, this.parameters);
		this.linear = new LinearPath(spec, this.parameters);
	}

	/**
	 * Encoding, prior, the last value of each KPI, and what the window contributes
	 * linearly.
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
		T x = ops.linear(ops.concat(2, sequences, mask), "embed");
		for (Ms3mBlock block : this.encoder) {
			x = block.forward(ops, x, steps);
		}
		T encoded = ops.norm(this.frames.last(ops, x, steps, this.width), "encoded");
		T prior = ops.linear(ops.gelu(ops.linear(encoded, "prior.hidden")), "prior.out");
		T last = this.frames.last(ops, sequences, steps, this.spec.features());
		return ops.concat(1, List.of(encoded, prior, last, this.linear.fromWindow(ops, sequences, steps)));
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return decode(ops, contexts, prior(ops, contexts).mean(), plans);
	}

	private <T> Latent<T> prior(Ops<T> ops, T contexts) {
		return Latent.of(ops, ops.slice(contexts, 1, this.width, lastOffset()), this.latent);
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, Lesson<T> lesson, TrainingLoss loss) {
		Latent<T> prior = prior(ops, contexts);
		T seen = ops.reshape(lesson.future(ops), -1, this.spec.horizon() * 2 * this.spec.targets());
		T hidden = ops.gelu(ops.linear(ops.concat(1, encoded(ops, contexts), seen), "posterior.hidden"));
		Latent<T> posterior = Latent.of(ops, ops.linear(hidden, "posterior.out"), this.latent);
		Noise<T> noise = lesson.noise();
		T latentSample = posterior.sampleOr(ops, noise.bernoulli(loss.posteriorShare(), lesson.samples(), 1), prior,
				noise.gaussian(lesson.samples(), this.latent));
		Heads<T> forecast = decode(ops, contexts, latentSample, lesson.plans());
		T fit = Likelihood.of(ops, forecast, lesson, loss, Likelihood.Shape.of(this));
		return ops.add(fit,
				ops.scale(posterior.divergence(ops, prior, lesson.counts(), loss.freeNats()), (float) loss.kl()));
	}

	private <T> Heads<T> decode(Ops<T> ops, T contexts, T latentSample, T plans) {
		int horizon = this.spec.horizon();
		T last = ops.slice(contexts, 1, lastOffset(), lastOffset() + this.spec.features());
		T context = ops.linear(ops.concat(1, List.of(encoded(ops, contexts), latentSample, last)), "context");
		T actions = ops.linear(this.frames.tokens(ops, plans, last), "action");
		T tokens = ops.add(ops.add(actions, ops.parameter("step")), ops.reshape(context, 0, 1, 1, this.width));
		T x = ops.reshape(tokens, -1, horizon, this.width);
		for (Ms3mBlock block : this.decoder) {
			x = block.forward(ops, x, horizon);
		}
		T window = ops.reshape(ops.slice(contexts, 1, lastOffset() + this.spec.features(), contextSize()), 0, 1,
				horizon, this.spec.targets());
		T straight = ops.reshape(ops.add(this.linear.fromPlan(ops, plans), window), 1, -1, this.spec.targets());
		T base = ops.add(straight, this.frames.persistence(ops, last, plans));
		return this.heads.forward(ops, ops.norm(x, "decoded"), base);
	}

	private <T> T encoded(Ops<T> ops, T contexts) {
		return ops.slice(contexts, 1, 0, this.width);
	}

}
