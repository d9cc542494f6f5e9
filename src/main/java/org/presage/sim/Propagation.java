/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/**
 * Large-scale propagation of the urban macro scenario (UMa) at 3.5 GHz, after TR 38.901
 * V17: path loss by table 7.4.1-1, line-of-sight probability by table 7.4.2-1, shadow
 * fading by tables 7.4.1-1 and 7.5-6. Instead of drawing a line-of-sight state, path loss
 * and shadowing are their mean over it, so that they stay continuous along a path.
 */
final class Propagation {

	/** Correlation distance of shadow fading in m (table 7.5-6, UMa NLOS). */
	static final double SHADOW_CORRELATION_M = 50;

	private static final double CARRIER_GHZ = 3.5;

	private static final double BS_HEIGHT_M = 25;

	private static final double UE_HEIGHT_M = 1.5;

	private static final double FREQUENCY_LOSS_DB = 20 * Math.log10(CARRIER_GHZ);

	/**
	 * Breakpoint distance 4·h'BS·h'UT·fc/c with 1 m of effective environment height (note
	 * 1).
	 */
	private static final double BREAKPOINT_M = 4 * (BS_HEIGHT_M - 1) * (UE_HEIGHT_M - 1) * CARRIER_GHZ * 1e9 / 3e8;

	private Propagation() {
	}

	/**
	 * Probability of line of sight at the given ground distance in m, for UEs below 13 m.
	 */
	static double lineOfSight(double groundM) {
		if (groundM <= 18) {
			return 1;
		}
		return 18 / groundM + Math.exp(-groundM / 63) * (1 - 18 / groundM);
	}

	/** Path loss in dB at the given ground distance in m. */
	static double pathLossDb(double groundM) {
		double ground = Math.max(10, groundM);
		double height = BS_HEIGHT_M - UE_HEIGHT_M;
		double distance = Math.sqrt(ground * ground + height * height);
		double logDistance = Math.log10(distance);
		double los = (ground <= BREAKPOINT_M) ? 28 + 22 * logDistance + FREQUENCY_LOSS_DB : 28 + 40 * logDistance
				+ FREQUENCY_LOSS_DB - 9 * Math.log10(BREAKPOINT_M * BREAKPOINT_M + height * height);
		double nlos = Math.max(los, 13.54 + 39.08 * logDistance + FREQUENCY_LOSS_DB);
		double p = lineOfSight(ground);
		return p * los + (1 - p) * nlos;
	}

	/** Standard deviation of shadow fading in dB: 4 in line of sight, 6 without. */
	static double shadowDb(double groundM) {
		double p = lineOfSight(groundM);
		return 4 * p + 6 * (1 - p);
	}

}
