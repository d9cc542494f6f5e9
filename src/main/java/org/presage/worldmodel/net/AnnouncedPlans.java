/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Any network that also knows what its neighbours announce: their mean PRBs, weighted by
 * how they are received, in the last interval seen and in each step to come. A context
 * has room for it, which {@link #encode} leaves empty, so that a cell without neighbours
 * is what it was; whoever knows more writes it there before {@link #imagine}. It moves
 * the means of all plans alike, by a linear map and a small network of context and
 * announcement, so that its cost does not grow with the number of neighbours, and hardly
 * with that of the plans.
 * <p>
 * The layout of the room: PRBs now, PRBs of the H steps, standardised as the cell's own,
 * and 1 if they are known; all 0 if not.
 */
public final class AnnouncedPlans extends NetworkAround {

	private static final String LINEAR = "announced.linear";

	private static final String HIDDEN = "announced.hidden";

	private static final String OUT = "announced.out";

	private static final int WIDTH = 32;

	AnnouncedPlans(Network inner) {
		super(inner);
		int outputs = spec().horizon() * spec().targets();
		this.parameters.constant(LINEAR, 0, added(), outputs)
			.linear(HIDDEN, contextSize(), WIDTH)
			.constant(OUT, 0, WIDTH, outputs);
	}

	/**
	 * Values of an announcement, H + 2.
	 * @param horizon H
	 */
	public static int size(int horizon) {
		return horizon + 2;
	}

	@Override
	int added() {
		return size(spec().horizon());
	}

	@Override
	public <T> T encode(Ops<T> ops, T frames, T mask, int steps) {
		T contexts = this.inner.encode(ops, frames, mask, steps);
		return ops.concat(1, contexts, empty(ops, contexts, added()));
	}

	@Override
	public <T> T receive(Ops<T> ops, T contexts, T received) {
		return ops.concat(1, this.inner.receive(ops, within(ops, contexts), received),
				beside(ops, contexts, 0, added()));
	}

	@Override
	public <T> T announce(Ops<T> ops, T contexts, T announced) {
		return ops.concat(1, within(ops, contexts), announced);
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		Heads<T> heads = this.inner.imagine(ops, within(ops, contexts), plans);
		int targets = heads.targets();
		T columns = ops.reshape(
				ops.transpose(ops.reshape(shift(ops, contexts), -1, spec().horizon(), targets), 2, 0, 1), targets, -1,
				1, spec().horizon());
		T every = ops.reshape(ops.add(columns, ops.scale(plans, 0)), 1, -1);
		return new Heads<>(heads.members(), targets, ops.add(heads.mean(), every), heads.deviation(), heads.slaLogit(),
				heads.outageLogit());
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		T shift = ops.reshape(shift(ops, contexts), -1, spec().horizon(), spec().targets());
		return this.inner.loss(ops, within(ops, contexts), batch.without(ops, shift), loss);
	}

	/** What the announcement adds to the means, {@code [C, H·Y]}; 0 without one. */
	private <T> T shift(Ops<T> ops, T contexts) {
		T announced = beside(ops, contexts, 0, added());
		T isKnown = beside(ops, contexts, added() - 1, added());
		T hidden = ops.gelu(ops.linear(contexts, HIDDEN));
		T learnt = ops.matMul(hidden, ops.parameter(OUT));
		return ops.multiply(ops.add(ops.matMul(announced, ops.parameter(LINEAR)), learnt), isKnown);
	}

}
