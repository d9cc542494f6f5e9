/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.List;

/** Views of frames and plans that architectures share. */
final class Frames {

	private final NetworkSpec spec;

	Frames(NetworkSpec spec) {
		this.spec = spec;
	}

	/**
	 * Every window inside sequences: {@code [B, T, D]} to {@code [B·(T−L+1), L, D]}.
	 * @param channels D
	 */
	<T> T unfold(Ops<T> ops, T x, int steps, int channels) {
		int length = this.spec.window();
		if (steps == length) {
			return x;
		}
		List<T> lags = new ArrayList<>();
		for (int lag = 0; lag < length; lag++) {
			lags.add(ops.slice(x, 1, lag, steps - length + 1 + lag));
		}
		return ops.reshape(ops.concat(2, lags), -1, length, channels);
	}

	/**
	 * The step at the end of every window, channels first: {@code [D, B·T]} to
	 * {@code [D, B·(T−L+1)]}.
	 */
	<T> T lastSteps(Ops<T> ops, T x, int steps, int channels) {
		T ends = ops.slice(ops.reshape(x, channels, -1, steps), 2, this.spec.window() - 1, steps);
		return ops.reshape(ends, channels, -1);
	}

	/** The frame at the end of every window, {@code [B·(T−L+1), D]}. */
	<T> T last(Ops<T> ops, T x, int steps, int channels) {
		return ops.reshape(ops.slice(x, 1, this.spec.window() - 1, steps), -1, channels);
	}

	/** Frames without the action, along the last axis: {@code [.., F] → [.., Y]}. */
	<T> T targets(Ops<T> ops, T frames, int axis) {
		int action = this.spec.action();
		int features = this.spec.features();
		if (action == 0) {
			return ops.slice(frames, axis, 1, features);
		}
		T before = ops.slice(frames, axis, 0, action);
		return (action == features - 1) ? before
				: ops.concat(axis, before, ops.slice(frames, axis, action + 1, features));
	}

	/** The action alone: {@code [.., F] → [.., 1]}. */
	<T> T action(Ops<T> ops, T frames, int axis) {
		return ops.slice(frames, axis, this.spec.action(), this.spec.action() + 1);
	}

	/** Frames put together again from targets and action, along the last axis. */
	<T> T withAction(Ops<T> ops, T targets, T action, int axis) {
		int at = this.spec.action();
		int size = this.spec.targets();
		List<T> parts = new ArrayList<>();
		if (at > 0) {
			parts.add(ops.slice(targets, axis, 0, at));
		}
		parts.add(action);
		if (at < size) {
			parts.add(ops.slice(targets, axis, at, size));
		}
		return ops.concat(axis, parts);
	}

	/**
	 * Action and its change for each step of plans: {@code [C, P, H, 2]}.
	 * @param last last frame seen {@code [C, F]}
	 */
	<T> T tokens(Ops<T> ops, T plans, T last) {
		int horizon = this.spec.horizon();
		T before = ops.add(ops.scale(ops.slice(plans, 2, 0, 1), 0), ops.reshape(action(ops, last, 1), 0, 1, 1));
		T previous = (horizon > 1) ? ops.concat(2, before, ops.slice(plans, 2, 0, horizon - 1)) : before;
		T change = ops.subtract(plans, previous);
		return ops.concat(3, ops.reshape(plans, 0, 0, 0, 1), ops.reshape(change, 0, 0, 0, 1));
	}

	/**
	 * A vector of each context, repeated for all its plans: {@code [C, D] → [C, P, D]}.
	 */
	<T> T perPlan(Ops<T> ops, T vectors, T plans, int channels) {
		return ops.add(ops.scale(ops.slice(plans, 2, 0, 1), 0), ops.reshape(vectors, 0, 1, channels));
	}

	/** The last targets seen, for every step of every plan: {@code [C·P·H, Y]}. */
	<T> T persistence(Ops<T> ops, T last, T plans) {
		T zeros = ops.reshape(ops.scale(plans, 0), 0, 0, 0, 1);
		T known = ops.reshape(targets(ops, last, 1), 0, 1, 1, this.spec.targets());
		return ops.reshape(ops.add(zeros, known), -1, this.spec.targets());
	}

}
