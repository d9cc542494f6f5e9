/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import org.jspecify.annotations.Nullable;

/**
 * What S windows are to teach: the plans that were followed and what came of them.
 *
 * @param samples S
 * @param plans {@code [S, 1, H]}
 * @param targets {@code [S, H, Y]}, absent 0
 * @param targetMask {@code [S, H, Y]}, 1 where a target counts
 * @param sla whether the step met the agreement
 * @param outage whether the step was an outage
 * @param counts {@code [S, 1]}, 1 for a window of which any target counts; the others
 * only fill the batch
 * @param noise for what training draws
 * @param scale of the windows, if targets are normalised by it; null if they are not
 */
public record TrainingBatch<T>(int samples, T plans, T targets, T targetMask, Flag<T> sla, Flag<T> outage, T counts,
		Noise<T> noise, @Nullable WindowScale<T> scale) {

	/** With targets as they are. */
	public TrainingBatch(int samples, T plans, T targets, T targetMask, Flag<T> sla, Flag<T> outage, T counts,
			Noise<T> noise) {
		this(samples, plans, targets, targetMask, sla, outage, counts, noise, null);
	}

	/**
	 * A yes or no of each step.
	 *
	 * @param value {@code [1, S·H, 1]}, 1 yes, 0 no or unknown
	 * @param mask {@code [1, S·H, 1]}, 1 where it is known
	 */
	public record Flag<T>(T value, T mask) {
	}

	/** Targets and their mask, {@code [S, H, 2·Y]}. */
	T future(Ops<T> ops) {
		return ops.concat(2, this.targets, this.targetMask);
	}

	/** The same windows with targets in the units of a scale. */
	TrainingBatch<T> normalised(Ops<T> ops, WindowScale<T> by) {
		T normal = ops.multiply(by.normalise(ops, this.targets), this.targetMask);
		return new TrainingBatch<>(this.samples, this.plans, normal, this.targetMask, this.sla, this.outage,
				this.counts, this.noise, by);
	}

	/** The same windows with targets that differ by what is known of them. */
	TrainingBatch<T> without(Ops<T> ops, T known) {
		T rest = ops.multiply(ops.subtract(this.targets, known), this.targetMask);
		return new TrainingBatch<>(this.samples, this.plans, rest, this.targetMask, this.sla, this.outage, this.counts,
				this.noise, this.scale);
	}

	/** The same windows, of which only the first step is to be learnt. */
	TrainingBatch<T> firstStep(Ops<T> ops, NetworkSpec spec) {
		return new TrainingBatch<>(this.samples, ops.slice(this.plans, 2, 0, 1), ops.slice(this.targets, 1, 0, 1),
				ops.slice(this.targetMask, 1, 0, 1), firstStep(ops, this.sla, spec), firstStep(ops, this.outage, spec),
				this.counts, this.noise, this.scale);
	}

	private Flag<T> firstStep(Ops<T> ops, Flag<T> flag, NetworkSpec spec) {
		return new Flag<>(firstStep(ops, flag.value(), spec), firstStep(ops, flag.mask(), spec));
	}

	private T firstStep(Ops<T> ops, T flag, NetworkSpec spec) {
		return ops.reshape(ops.slice(ops.reshape(flag, -1, spec.horizon(), 1), 1, 0, 1), 1, -1, 1);
	}

}
