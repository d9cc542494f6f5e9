/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Independent networks of one architecture, started and sampled differently: their spread
 * is the epistemic part of the uncertainty (Lakshminarayanan et al., NeurIPS 2017).
 */
public final class Ensemble extends BaseNetwork {

	private final List<Network> members = new ArrayList<>();

	/**
	 * @param spec whose size names the number of members
	 */
	Ensemble(NetworkSpec spec, Function<NetworkSpec, Network> architecture) {
		super(spec);
		NetworkSpec single = spec.withSize(spec.size().withMembers(1));
		for (int m = 0; m < spec.size().members(); m++) {
			Network member = architecture.apply(single);
			this.members.add(member);
			this.parameters.add(prefix(m), member.parameters());
		}
	}

	/** Of the names of a member's parameters. */
	public static String prefix(int member) {
		return "member." + member + ".";
	}

	@Override
	public int contextSize() {
		return this.members.size() * this.members.getFirst().contextSize();
	}

	@Override
	public int heads() {
		return this.members.size() * this.members.getFirst().heads();
	}

	@Override
	public boolean meansAreFitted() {
		return this.members.getFirst().meansAreFitted();
	}

	@Override
	public <T> T encode(Ops<T> ops, T frames, T mask, int steps) {
		List<T> contexts = new ArrayList<>();
		for (int m = 0; m < this.members.size(); m++) {
			contexts.add(this.members.get(m).encode(ops.within(prefix(m)), frames, mask, steps));
		}
		return ops.concat(1, contexts);
	}

	private <T> T context(Ops<T> ops, T contexts, int member) {
		int size = this.members.get(member).contextSize();
		return ops.slice(contexts, 1, member * size, (member + 1) * size);
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		List<Heads<T>> all = new ArrayList<>();
		for (int m = 0; m < this.members.size(); m++) {
			all.add(this.members.get(m).imagine(ops.within(prefix(m)), context(ops, contexts, m), plans));
		}
		return new Heads<>(heads(), this.spec.targets(), ops.concat(0, all.stream().map(Heads::mean).toList()),
				ops.concat(0, all.stream().map(Heads::deviation).toList()),
				ops.concat(0, all.stream().map(Heads::slaLogit).toList()),
				ops.concat(0, all.stream().map(Heads::outageLogit).toList()));
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		List<T> each = new ArrayList<>();
		for (int m = 0; m < this.members.size(); m++) {
			each.add(this.members.get(m).loss(ops.within(prefix(m)), context(ops, contexts, m), batch, loss));
		}
		return ops.mean(ops.concat(0, each), 0);
	}

}
