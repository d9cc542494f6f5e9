/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.Arrays;

/**
 * The sites that matter to a cell.
 *
 * @param audible the cell's own site first, then those whose interference it receives
 * @param x of every site of the network, in m
 * @param y of every site of the network, in m
 * @param radius within which the cell's UEs stay, in m
 */
record Sites(int[] audible, double[] x, double[] y, double radius) {

	/** Places of equal area for {@link #couplingsDb}. */
	private static final int RINGS = 8;

	private static final int ANGLES = 24;

	double ownX() {
		return this.x[this.audible[0]];
	}

	double ownY() {
		return this.y[this.audible[0]];
	}

	/**
	 * Interference at a UE relative to a site's power.
	 * @param radiated share of full power that every site radiates
	 */
	double interference(Ue ue, double[] radiated) {
		double interference = 0;
		for (int i = 1; i < this.audible.length; i++) {
			interference += ue.gain[i] * radiated[this.audible[i]];
		}
		return interference;
	}

	/**
	 * How each audible site is received at the same power relative to the own one, in dB:
	 * the mean of the ratio of path gains over places all over the cell.
	 */
	double[] couplingsDb() {
		double[] ratios = new double[this.audible.length];
		for (int ring = 1; ring <= RINGS; ring++) {
			double distance = this.radius * Math.sqrt((ring - 0.5) / RINGS);
			double ownLossDb = Propagation.pathLossDb(distance);
			for (int angle = 0; angle < ANGLES; angle++) {
				double atX = ownX() + distance * Math.cos(2 * Math.PI * angle / ANGLES);
				double atY = ownY() + distance * Math.sin(2 * Math.PI * angle / ANGLES);
				for (int i = 0; i < ratios.length; i++) {
					double ground = Math.hypot(this.x[this.audible[i]] - atX, this.y[this.audible[i]] - atY);
					double couplingDb = ownLossDb - Propagation.pathLossDb(ground);
					ratios[i] += Math.pow(10, couplingDb / 10) / (RINGS * ANGLES);
				}
			}
		}
		return Arrays.stream(ratios).map((ratio) -> 10 * Math.log10(ratio)).toArray();
	}

}
