package org.presage.worldmodel.net;

/**
 * Distribution around means that come from elsewhere: one standard deviation per step and
 * target, and flags by logistic regression on the predicted KPIs. The means learn nothing
 * from it.
 */
final class PlainHeads {

	private static final float MIN_DEVIATION = 0.01f;

	private final NetworkSpec spec;

	private final int steps;

	/**
	 * @param steps with a spread of their own: H, or 1 for one that all steps share
	 */
	PlainHeads(NetworkSpec spec, int steps, Parameters parameters) {
		this.spec = spec;
		this.steps = steps;
		parameters.constant("spread", 0, 1, steps, spec.targets())
			.linear("sla", spec.targets(), 1)
			.linear("outage", spec.targets(), 1);
	}

	/**
	 * @param mean {@code [1, N, Y]}
	 */
	<T> Heads<T> around(Ops<T> ops, T mean) {
		T fixed = ops.detach(mean);
		T spread = ops.shift(ops.softplus(ops.parameter("spread")), MIN_DEVIATION);
		T zeros = ops.reshape(ops.scale(fixed, 0), -1, this.steps, this.spec.targets());
		T deviation = ops.reshape(ops.add(zeros, spread), 1, -1, this.spec.targets());
		return new Heads<>(mean, deviation, ops.linear(fixed, "sla"), ops.linear(fixed, "outage"));
	}

}
