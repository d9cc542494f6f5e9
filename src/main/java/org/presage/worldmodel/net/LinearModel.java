/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * A linear map from the window and the actions so far to the targets, whose means are
 * fitted in closed form: persistence (the map is zero), the training mean, ridge
 * autoregression per KPI, and ridge VARX with the action. The baselines as world models,
 * so that they load, imagine and plan like any other.
 */
public final class LinearModel extends BaseNetwork {

	private final LinearPath path;

	private final PlainHeads heads;

	public LinearModel(NetworkSpec spec) {
		super(spec);
		this.path = new LinearPath(spec, this.parameters);
		this.heads = new PlainHeads(spec, spec.horizon(), this.parameters);
	}

	@Override
	public int contextSize() {
		return this.spec.features() + this.path.size();
	}

	@Override
	public int heads() {
		return 1;
	}

	@Override
	public boolean meansAreFitted() {
		return true;
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		return ops.concat(1, this.frames.last(ops, sequences, steps, this.spec.features()),
				this.path.fromWindow(ops, sequences, steps));
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		int features = this.spec.features();
		T window = ops.reshape(ops.slice(contexts, 1, features, contextSize()), 0, 1, this.path.size());
		T change = ops.reshape(ops.add(this.path.fromPlan(ops, plans), window), -1, this.spec.targets());
		T last = ops.slice(contexts, 1, 0, features);
		T mean = ops.detach(ops.add(change, this.frames.persistence(ops, last, plans)));
		return this.heads.around(ops, mean);
	}

}
