/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Optional;

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
public final class AnnouncedPlans implements Network {

	private static final String LINEAR = "announced.linear";

	private static final String HIDDEN = "announced.hidden";

	private static final String OUT = "announced.out";

	private static final int WIDTH = 32;

	private final Network inner;

	private final Parameters parameters;

	AnnouncedPlans(Network inner) {
		this.inner = inner;
		int outputs = inner.spec().horizon() * inner.spec().targets();
		this.parameters = new Parameters().add("", inner.parameters())
			.constant(LINEAR, 0, size(inner.spec()), outputs)
			.linear(HIDDEN, contextSize(), WIDTH)
			.constant(OUT, 0, WIDTH, outputs);
	}

	/** Values of an announcement, H + 2. */
	public static int size(NetworkSpec spec) {
		return spec.horizon() + 2;
	}

	@Override
	public NetworkSpec spec() {
		return this.inner.spec();
	}

	@Override
	public Parameters parameters() {
		return this.parameters;
	}

	/** The context of the inner network, then the announcement. */
	@Override
	public int contextSize() {
		return this.inner.contextSize() + size(spec());
	}

	@Override
	public int heads() {
		return this.inner.heads();
	}

	@Override
	public Optional<PriorSlice> prior() {
		return this.inner.prior();
	}

	@Override
	public boolean meansAreFitted() {
		return this.inner.meansAreFitted();
	}

	@Override
	public <T> T encode(Ops<T> ops, T frames, T mask, int steps) {
		T contexts = this.inner.encode(ops, frames, mask, steps);
		T none = ops.add(ops.scale(ops.slice(contexts, 1, 0, 1), 0),
				ops.constant(new float[size(spec())], 1, size(spec())));
		return ops.concat(1, contexts, none);
	}

	@Override
	public <T> T announce(Ops<T> ops, T contexts, T announced) {
		return ops.concat(1, known(ops, contexts), announced);
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		Heads<T> heads = this.inner.imagine(ops, known(ops, contexts), plans);
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
		return this.inner.loss(ops, known(ops, contexts), batch.without(ops, shift), loss);
	}

	private <T> T known(Ops<T> ops, T contexts) {
		return ops.slice(contexts, 1, 0, this.inner.contextSize());
	}

	/** What the announcement adds to the means, {@code [C, H·Y]}; 0 without one. */
	private <T> T shift(Ops<T> ops, T contexts) {
		int at = this.inner.contextSize();
		T announced = ops.slice(contexts, 1, at, contextSize());
		T isKnown = ops.slice(contexts, 1, contextSize() - 1, contextSize());
		T hidden = ops.gelu(ops.linear(contexts, HIDDEN));
		T learnt = ops.matMul(hidden, ops.parameter(OUT));
		return ops.multiply(ops.add(ops.matMul(announced, ops.parameter(LINEAR)), learnt), isKnown);
	}

}
