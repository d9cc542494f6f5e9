/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Arrays;

import org.apache.commons.statistics.distribution.TDistribution;

import org.presage.base.JsonResult;
import org.presage.base.Rounding;

/**
 * A mean over networks with its 95 % confidence interval (Student's t; networks are
 * independent, intervals of one network are not).
 *
 * @param mean over networks
 * @param low end of the interval; NaN for fewer than two networks
 * @param high end of the interval; NaN for fewer than two networks
 */
@JsonResult
public record Estimate(double mean, double low, double high) {

	private static final double TAIL = 0.975;

	/** The estimate from one value a network. */
	static Estimate of(double[] networks) {
		int n = networks.length;
		double mean = Arrays.stream(networks).average().orElse(Double.NaN);
		if (n < 2) {
			return new Estimate(rounded(mean), Double.NaN, Double.NaN);
		}
		double squares = Arrays.stream(networks).map((x) -> (x - mean) * (x - mean)).sum();
		double half = TDistribution.of(n - 1).inverseCumulativeProbability(TAIL) * Math.sqrt(squares / (n - 1) / n);
		return new Estimate(rounded(mean), rounded(mean - half), rounded(mean + half));
	}

	/**
	 * How far a policy goes from one to another one above it: 0 is the one, 1 the other;
	 * a ratio of means, with the interval of Fieller (1954). All have one value a
	 * network, of the same networks.
	 * @return NaN where the other is not above the one with confidence: the share would
	 * be of a distance that is not known to be there, and its interval has no end
	 */
	static Estimate shareOfWay(double[] policy, double[] from, double[] to) {
		int n = Math.min(policy.length, Math.min(from.length, to.length));
		double[] way = new double[n];
		double[] gone = new double[n];
		for (int i = 0; i < n; i++) {
			way[i] = to[i] - from[i];
			gone[i] = policy[i] - from[i];
		}
		if (!(of(way).low() > 0)) {
			return new Estimate(Double.NaN, Double.NaN, Double.NaN);
		}
		double t = TDistribution.of(n - 1).inverseCumulativeProbability(TAIL);
		double ways = Arrays.stream(way).average().orElse(Double.NaN);
		double goneMean = Arrays.stream(gone).average().orElse(Double.NaN);
		// All shares s for which the mean of gone - s * way is not 0 with less than 5 %.
		double a = ways * ways - t * t * covariance(way, way) / n;
		double b = ways * goneMean - t * t * covariance(way, gone) / n;
		double c = goneMean * goneMean - t * t * covariance(gone, gone) / n;
		double root = Math.sqrt(Math.max(0, b * b - a * c));
		return new Estimate(rounded(goneMean / ways), rounded((b - root) / a), rounded((b + root) / a));
	}

	private static double covariance(double[] x, double[] y) {
		double meanX = Arrays.stream(x).average().orElse(Double.NaN);
		double meanY = Arrays.stream(y).average().orElse(Double.NaN);
		double sum = 0;
		for (int i = 0; i < x.length; i++) {
			sum += (x[i] - meanX) * (y[i] - meanY);
		}
		return sum / (x.length - 1);
	}

	private static double rounded(double value) {
		return Rounding.to(4, value);
	}

}
