/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.presage.base.Rounding;

/**
 * How well somebody's effects agree with estimated ones, with intervals from drawing
 * whole clusters again.
 */
final class Agreement {

	private static final double TAIL = 0.025;

	private static final int DIGITS = 4;

	private final List<Contrast> contrasts;

	private final int[][] draws;

	/**
	 * @param clusters their number
	 */
	Agreement(List<Contrast> contrasts, int clusters, EffectSettings settings) {
		this.contrasts = contrasts;
		SplittableRandom random = new SplittableRandom(settings.seed());
		this.draws = new int[settings.draws()][clusters];
		for (int[] drawn : this.draws) {
			for (int g = 0; g < clusters; g++) {
				drawn[random.nextInt(clusters)]++;
			}
		}
	}

	EffectResult.Agreement of(String name) {
		double[] estimated = this.contrasts.stream().mapToDouble((one) -> one.estimate().value()).toArray();
		double[] predicted = this.contrasts.stream().mapToDouble((one) -> one.other(name).value(null)).toArray();
		double[][] drawn = new double[3][this.draws.length];
		for (int d = 0; d < this.draws.length; d++) {
			int[] times = this.draws[d];
			double[] again = this.contrasts.stream().mapToDouble((one) -> one.estimate().value(times)).toArray();
			double[] said = this.contrasts.stream().mapToDouble((one) -> one.other(name).value(times)).toArray();
			// A pair none of whose clusters was drawn counts in no figure.
			int[] known = known(again, said);
			double[] first = select(again, known);
			double[] second = select(said, known);
			drawn[0][d] = RankCorrelation.of(first, second);
			drawn[1][d] = error(first, second);
			drawn[2][d] = drawn[1][d] / error(first, new double[first.length]);
		}
		double error = error(estimated, predicted);
		long sure = this.contrasts.stream().filter(Contrast::excludesZero).count();
		long right = this.contrasts.stream()
			.filter((one) -> one.excludesZero()
					&& Math.signum(one.other(name).value(null)) == Math.signum(one.estimate().value()))
			.count();
		return new EffectResult.Agreement(estimated.length, bounded(RankCorrelation.of(estimated, predicted), drawn[0]),
				bounded(error, drawn[1]), bounded(error / error(estimated, new double[estimated.length]), drawn[2]),
				Rounding.to(DIGITS, noise(this.contrasts)), Rounding.to(DIGITS, (double) right / sure));
	}

	static double noise(List<Contrast> contrasts) {
		return Math.sqrt(contrasts.stream()
			.mapToDouble((one) -> one.estimate().standardError() * one.estimate().standardError())
			.average()
			.orElse(Double.NaN));
	}

	private static int[] known(double[] one, double[] other) {
		return IntStream.range(0, one.length)
			.filter((i) -> Double.isFinite(one[i]) && Double.isFinite(other[i]))
			.toArray();
	}

	private static double[] select(double[] values, int[] at) {
		return Arrays.stream(at).mapToDouble((i) -> values[i]).toArray();
	}

	private static double error(double[] one, double[] other) {
		double squares = 0;
		for (int i = 0; i < one.length; i++) {
			squares += (one[i] - other[i]) * (one[i] - other[i]);
		}
		return Math.sqrt(squares / one.length);
	}

	private static EffectResult.Bounded bounded(double value, double[] drawn) {
		double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
		int cut = (int) Math.floor(TAIL * (sorted.length - 1));
		return new EffectResult.Bounded(Rounding.to(DIGITS, value),
				Rounding.to(DIGITS, (sorted.length > 0) ? sorted[cut] : Double.NaN),
				Rounding.to(DIGITS, (sorted.length > 0) ? sorted[sorted.length - 1 - cut] : Double.NaN));
	}

}
