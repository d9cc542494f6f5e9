/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

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
		double[] estimated = estimated(null);
		double[] predicted = predicted(name, null);
		double[][] again = Arrays.stream(this.draws).map(this::estimated).toArray(double[][]::new);
		double[][] said = Arrays.stream(this.draws).map((drawn) -> predicted(name, drawn)).toArray(double[][]::new);
		double[][] nothing = new double[again.length][estimated.length];
		double[] correlations = new double[again.length];
		for (int d = 0; d < again.length; d++) {
			// A pair none of whose clusters was drawn counts in no figure.
			int[] known = known(again[d], said[d]);
			correlations[d] = RankCorrelation.of(select(again[d], known), select(said[d], known));
		}
		double error = error(estimated, predicted);
		double none = error(estimated, nothing[0]);
		double[] errors = errors(again, said);
		double[] nones = errors(again, nothing);
		double[] relative = IntStream.range(0, errors.length).mapToDouble((d) -> errors[d] / nones[d]).toArray();
		long sure = this.contrasts.stream().filter(Contrast::excludesZero).count();
		long right = this.contrasts.stream()
			.filter((one) -> one.excludesZero()
					&& Math.signum(one.other(name).value(null)) == Math.signum(one.estimate().value()))
			.count();
		return new EffectResult.Agreement(estimated.length,
				bounded(RankCorrelation.of(estimated, predicted), correlations), bounded(error, errors),
				bounded(error / none, relative), Rounding.to(DIGITS, noise(this.contrasts)),
				Rounding.to(DIGITS, (double) right / sure));
	}

	private double[] estimated(int @Nullable [] drawn) {
		return this.contrasts.stream().mapToDouble((one) -> one.estimate().value(drawn)).toArray();
	}

	private double[] predicted(String name, int @Nullable [] drawn) {
		return this.contrasts.stream().mapToDouble((one) -> one.other(name).value(drawn)).toArray();
	}

	/**
	 * Root mean square difference in each draw, less what drawing again has added to it:
	 * the estimates hold that noise once already.
	 */
	private static double[] errors(double[][] one, double[][] other) {
		double added = IntStream.range(0, one[0].length)
			.mapToDouble((i) -> variance(IntStream.range(0, one.length)
				.mapToDouble((d) -> one[d][i] - other[d][i])
				.filter(Double::isFinite)
				.toArray()))
			.average()
			.orElse(0);
		double[] errors = new double[one.length];
		for (int d = 0; d < errors.length; d++) {
			int[] known = known(one[d], other[d]);
			double drawn = error(select(one[d], known), select(other[d], known));
			errors[d] = Math.sqrt(Math.max(0, drawn * drawn - added));
		}
		return errors;
	}

	private static double variance(double[] values) {
		double mean = Arrays.stream(values).average().orElse(0);
		return Arrays.stream(values).map((value) -> (value - mean) * (value - mean)).average().orElse(0);
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
