/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Arrays;
import java.util.List;

/**
 * Any network on windows whose KPIs are normalised by their own mean and spread, which
 * its predictions get back (reversible instance normalisation; Kim et al., ICLR 2022). So
 * it knows how KPIs move and not how high they are: a cell whose levels were not in the
 * training is like the others. Its loss is in the normalised units, so that calm windows
 * count as much as lively ones. The action is a command and keeps its units.
 * <p>
 * The spread is {@code √(variance + FLOOR)}, because a KPI that rests for a window may
 * move after it. A KPI without a value in the window has mean 0 and spread 1.
 */
public final class InstanceNorm extends NetworkAround {

	/** Added to the variance of a window, in squared train standard deviations. */
	public static final float FLOOR = 0.1f;

	private final Frames frames;

	/**
	 * @param inner network that reads and predicts normalised values
	 */
	InstanceNorm(Network inner) {
		super(inner);
		this.frames = new Frames(inner.spec());
		WindowScale.declare(this.parameters, inner.spec().targets());
	}

	/** Mean and spread of each target. */
	@Override
	int added() {
		return 2 * spec().targets();
	}

	@Override
	public <T> T encode(Ops<T> ops, T sequences, T mask, int steps) {
		int features = spec().features();
		int length = spec().window();
		T windows = this.frames.unfold(ops, sequences, steps, features);
		T present = this.frames.unfold(ops, mask, steps, features);
		T count = ops.sum(present, 1);
		T divisor = ops.clip(count, 1, length);
		T mean = ops.multiply(ops.divide(ops.sum(ops.multiply(windows, present), 1), divisor), measured(ops));
		T centred = ops.subtract(windows, mean);
		T squares = ops.sum(ops.multiply(ops.multiply(centred, centred), present), 1);
		T known = ops.multiply(ops.clip(count, 0, 1), measured(ops));
		// 1 where nothing is known, and for the action.
		T variance = ops.shift(ops.multiply(known, ops.shift(ops.divide(squares, divisor), FLOOR - 1)), 1);
		T spread = ops.sqrt(variance);
		T contexts = this.inner.encode(ops, ops.divide(centred, spread), present, length);
		return ops.concat(1, List.of(contexts, statistic(ops, mean), statistic(ops, spread)));
	}

	/** 1 for what is measured, 0 for the action, {@code [1, 1, F]}. */
	private <T> T measured(Ops<T> ops) {
		float[] measured = new float[spec().features()];
		Arrays.fill(measured, 1);
		measured[spec().action()] = 0;
		return ops.constant(measured, 1, 1, measured.length);
	}

	private <T> T statistic(Ops<T> ops, T values) {
		return this.frames.targets(ops, ops.reshape(values, -1, spec().features()), 1);
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return scale(ops, contexts).restore(ops, this.inner.imagine(ops, within(ops, contexts), plans), plans);
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		return this.inner.loss(ops, within(ops, contexts), batch.normalised(ops, scale(ops, contexts)), loss);
	}

	private <T> WindowScale<T> scale(Ops<T> ops, T contexts) {
		int targets = spec().targets();
		return new WindowScale<>(beside(ops, contexts, 0, targets), beside(ops, contexts, targets, 2 * targets));
	}

	/**
	 * The same statistics in Java, for what is fitted in closed form.
	 * @param frames filled window {@code [L, F]}
	 * @param mask {@code [L, F]}, 1 present
	 * @param feature position in the frame of a KPI that is measured
	 * @return mean and spread
	 */
	public static double[] statistics(float[] frames, float[] mask, int features, int feature) {
		double sum = 0;
		double squares = 0;
		int count = 0;
		for (int i = feature; i < frames.length; i += features) {
			sum += mask[i] * frames[i];
			count += (int) mask[i];
		}
		if (count == 0) {
			return new double[] { 0, 1 };
		}
		double mean = sum / count;
		for (int i = feature; i < frames.length; i += features) {
			squares += mask[i] * (frames[i] - mean) * (frames[i] - mean);
		}
		return new double[] { mean, Math.sqrt(squares / count + FLOOR) };
	}

}
