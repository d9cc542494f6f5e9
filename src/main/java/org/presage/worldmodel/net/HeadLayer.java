package org.presage.worldmodel.net;

/**
 * Small heads on a shared trunk. Each predicts the change from a base, a standard
 * deviation and the flags' log-odds; a network of zeros predicts the base.
 */
final class HeadLayer {

	private static final float MIN_DEVIATION = 0.01f;

	private static final int HIDDEN = 16;

	private final String name;

	private final NetworkSpec spec;

	HeadLayer(String name, NetworkSpec spec, int in, Parameters parameters) {
		this.name = name;
		this.spec = spec;
		int heads = spec.size().heads();
		int outputs = 2 * spec.targets() + 2;
		parameters.linear(name + ".hidden", in, heads * HIDDEN)
			.constant(name + ".weight", 0, heads, HIDDEN, outputs)
			.constant(name + ".bias", 0, heads, 1, outputs);
	}

	/**
	 * @param x features of N steps, any shape whose last axis is the trunk's width
	 * @param base {@code [1, N, Y]}
	 */
	<T> Heads<T> forward(Ops<T> ops, T x, T base) {
		int targets = this.spec.targets();
		T hidden = ops.gelu(ops.linear(x, this.name + ".hidden"));
		T members = ops.transpose(ops.reshape(hidden, -1, this.spec.size().heads(), HIDDEN), 1, 0, 2);
		T out = ops.add(ops.matMul(members, ops.parameter(this.name + ".weight")), ops.parameter(this.name + ".bias"));
		T mean = ops.add(ops.slice(out, 2, 0, targets), base);
		T deviation = ops.shift(ops.softplus(ops.slice(out, 2, targets, 2 * targets)), MIN_DEVIATION);
		return new Heads<>(mean, deviation, ops.slice(out, 2, 2 * targets, 2 * targets + 1),
				ops.slice(out, 2, 2 * targets + 1, 2 * targets + 2));
	}

}
