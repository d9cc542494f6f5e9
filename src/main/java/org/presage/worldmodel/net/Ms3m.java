package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/**
 * The default architecture: MS³M blocks over the window, a compact stochastic latent, and
 * a decoder with one token per future step that is causal over the plan, so that all H
 * steps come out of one pass. Heads predict the change from the last observation: an
 * untrained network predicts persistence.
 */
public final class Ms3m implements Network {

	private static final float MIN_DEVIATION = 0.01f;

	private static final int HEAD_WIDTH = 16;

	private final NetworkSpec spec;

	private final Parameters parameters = new Parameters();

	private final List<Ms3mBlock> encoder = new ArrayList<>();

	private final List<Ms3mBlock> decoder = new ArrayList<>();

	private final LinearPath linear;

	public Ms3m(NetworkSpec spec) {
		this.spec = spec;
		int width = spec.width();
		this.parameters.linear("embed", 2 * spec.features(), width);
		int reach = spec.window() - 1;
		for (int i = 0; i < spec.encoderBlocks(); i++) {
			// Together the blocks reach back over the window and not beyond, so that a
			// window inside a longer
			// sequence and the same window alone have the same encoding.
			int past = reach / (spec.encoderBlocks() - i);
			reach -= past;
			this.encoder.add(new Ms3mBlock("encoder." + i, width, past + 1, this.parameters));
		}
		this.parameters.norm("encoded", width)
			.linear("prior.hidden", width, width)
			.linear("prior.out", width, 2 * spec.latent())
			.linear("posterior.hidden", width + spec.horizon() * 2 * spec.targets(), width)
			.linear("posterior.out", width, 2 * spec.latent())
			.linear("context", width + spec.latent() + spec.features(), width)
			.linear("action", 2, width)
			.gaussian("step", 0.1, spec.horizon(), width);
		for (int i = 0; i < spec.decoderBlocks(); i++) {
			this.decoder.add(new Ms3mBlock("decoder." + i, width, spec.horizon(), this.parameters));
		}
		int outputs = 2 * spec.targets() + 1;
		this.parameters.norm("decoded", width)
			.linear("heads.hidden", width, spec.heads() * HEAD_WIDTH)
			.constant("heads.weight", 0, spec.heads(), HEAD_WIDTH, outputs)
			.constant("heads.bias", 0, spec.heads(), 1, outputs);
		this.linear = new LinearPath(spec, this.parameters);
	}

	@Override
	public NetworkSpec spec() {
		return this.spec;
	}

	@Override
	public Parameters parameters() {
		return this.parameters;
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
		return this.spec.width() + 2 * this.spec.latent();
	}

	@Override
	public <T> T encode(Ops<T> ops, T frames, T mask, int steps) {
		int first = this.spec.window() - 1;
		T x = ops.linear(ops.concat(2, frames, mask), "embed");
		for (Ms3mBlock block : this.encoder) {
			x = block.forward(ops, x, steps);
		}
		T encoded = ops.norm(ops.reshape(ops.slice(x, 1, first, steps), -1, this.spec.width()), "encoded");
		T prior = ops.linear(ops.gelu(ops.linear(encoded, "prior.hidden")), "prior.out");
		T last = ops.reshape(ops.slice(frames, 1, first, steps), -1, this.spec.features());
		return ops.concat(1, List.of(encoded, prior, last, this.linear.fromWindow(ops, frames, steps)));
	}

	@Override
	public <T> T prior(Ops<T> ops, T contexts) {
		return ops.slice(contexts, 1, this.spec.width(), lastOffset());
	}

	@Override
	public <T> T posterior(Ops<T> ops, T contexts, T future) {
		T seen = ops.reshape(future, -1, this.spec.horizon() * 2 * this.spec.targets());
		T hidden = ops.gelu(ops.linear(ops.concat(1, encoded(ops, contexts), seen), "posterior.hidden"));
		return ops.linear(hidden, "posterior.out");
	}

	@Override
	public <T> Heads<T> decode(Ops<T> ops, T contexts, T latent, T plans) {
		int horizon = this.spec.horizon();
		int width = this.spec.width();
		T last = ops.slice(contexts, 1, lastOffset(), lastOffset() + this.spec.features());
		T context = ops.linear(ops.concat(1, List.of(encoded(ops, contexts), latent, last)), "context");
		T zeros = ops.scale(plans, 0);
		T current = ops.reshape(ops.slice(last, 1, this.spec.action(), this.spec.action() + 1), 0, 1, 1);
		T before = ops.add(ops.slice(zeros, 2, 0, 1), current);
		T previous = (horizon > 1) ? ops.concat(2, before, ops.slice(plans, 2, 0, horizon - 1)) : before;
		T change = ops.subtract(plans, previous);
		T actions = ops.concat(3, ops.reshape(plans, 0, 0, 0, 1), ops.reshape(change, 0, 0, 0, 1));
		T tokens = ops.add(ops.add(ops.linear(actions, "action"), ops.parameter("step")),
				ops.reshape(context, 0, 1, 1, width));
		T x = ops.reshape(tokens, -1, horizon, width);
		for (Ms3mBlock block : this.decoder) {
			x = block.forward(ops, x, horizon);
		}
		T window = ops.reshape(ops.slice(contexts, 1, lastOffset() + this.spec.features(), contextSize()), 0, 1,
				horizon, this.spec.targets());
		T known = ops.add(window, ops.reshape(lastTargets(ops, last), 0, 1, 1, this.spec.targets()));
		T base = ops.reshape(ops.add(this.linear.fromPlan(ops, plans), known), 1, -1, this.spec.targets());
		return heads(ops, ops.norm(x, "decoded"), base);
	}

	private <T> Heads<T> heads(Ops<T> ops, T x, T base) {
		int targets = this.spec.targets();
		T hidden = ops.gelu(ops.linear(x, "heads.hidden"));
		T members = ops.transpose(ops.reshape(hidden, -1, this.spec.heads(), HEAD_WIDTH), 1, 0, 2);
		T out = ops.add(ops.matMul(members, ops.parameter("heads.weight")), ops.parameter("heads.bias"));
		T mean = ops.add(ops.slice(out, 2, 0, targets), base);
		T deviation = ops.shift(ops.softplus(ops.slice(out, 2, targets, 2 * targets)), MIN_DEVIATION);
		return new Heads<>(mean, deviation, ops.slice(out, 2, 2 * targets, 2 * targets + 1));
	}

	private <T> T encoded(Ops<T> ops, T contexts) {
		return ops.slice(contexts, 1, 0, this.spec.width());
	}

	/** The last values without the action: {@code [C, F] → [C, Y]}. */
	private <T> T lastTargets(Ops<T> ops, T last) {
		int action = this.spec.action();
		int features = this.spec.features();
		if (action == 0) {
			return ops.slice(last, 1, 1, features);
		}
		T before = ops.slice(last, 1, 0, action);
		return (action == features - 1) ? before : ops.concat(1, before, ops.slice(last, 1, action + 1, features));
	}

}
