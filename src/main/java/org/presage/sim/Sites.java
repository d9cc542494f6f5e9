/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/**
 * The sites that matter to a cell.
 *
 * @param audible the cell's own site first, then those whose interference it receives
 * @param x of every site of the network, in m
 * @param y of every site of the network, in m
 * @param radius within which the cell's UEs stay, in m
 */
record Sites(int[] audible, double[] x, double[] y, double radius) {

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

}
