/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/**
 * Channel quality, modulation and coding, and block errors. The efficiencies are those of
 * TS 38.214 tables 5.2.2.1-2 (CQI) and 5.1.3.1-1 (MCS). An MCS of efficiency η is
 * decodable with 10 % block errors at an SINR of {@code Γ·(2^η − 1)}, Shannon's bound
 * with an implementation gap Γ (as in TR 36.942 annex A); around that threshold the block
 * error ratio is logistic in dB.
 */
final class LinkAdaptation {

	/** The target block error ratio of CQI reports (TS 38.214 clause 5.2.2.1). */
	static final double TARGET_BLER = 0.1;

	private static final double GAP_DB = 2.0;

	/** Steepness of the block error curve per dB. */
	private static final double SLOPE = 1.1;

	private static final double[] CQI_EFFICIENCY = { 0, 0.1523, 0.2344, 0.3770, 0.6016, 0.8770, 1.1758, 1.4766, 1.9141,
			2.4063, 2.7305, 3.3223, 3.9023, 4.5234, 5.1152, 5.5547 };

	private static final double[] MCS_EFFICIENCY = { 0.2344, 0.3066, 0.3770, 0.4902, 0.6016, 0.7402, 0.8770, 1.0273,
			1.1758, 1.3262, 1.3281, 1.4766, 1.6953, 1.9141, 2.1602, 2.4063, 2.5703, 2.5664, 2.7305, 3.0293, 3.3223,
			3.6094, 3.9023, 4.2129, 4.5234, 4.8164, 5.1152, 5.3320, 5.5547 };

	private static final double[] CQI_THRESHOLD_DB = thresholds(CQI_EFFICIENCY);

	private static final double[] MCS_THRESHOLD_DB = thresholds(MCS_EFFICIENCY);

	private LinkAdaptation() {
	}

	private static double[] thresholds(double[] efficiency) {
		double[] thresholds = new double[efficiency.length];
		for (int i = 0; i < thresholds.length; i++) {
			thresholds[i] = GAP_DB + 10 * Math.log10(Math.pow(2, efficiency[i]) - 1);
		}
		return thresholds;
	}

	/** The highest CQI (0 to 15) whose efficiency the SINR carries. */
	static int cqi(double sinrDb) {
		return highest(CQI_THRESHOLD_DB, sinrDb);
	}

	/** The highest MCS (0 to 28) whose efficiency the SINR carries. */
	static int mcs(double sinrDb) {
		return highest(MCS_THRESHOLD_DB, sinrDb);
	}

	private static int highest(double[] thresholds, double sinrDb) {
		int low = 0;
		int high = thresholds.length - 1;
		while (low < high) {
			int middle = (low + high + 1) >>> 1;
			if (thresholds[middle] <= sinrDb) {
				low = middle;
			}
			else {
				high = middle - 1;
			}
		}
		return low;
	}

	/** Information bits per resource element of one layer. */
	static double efficiency(int mcs) {
		return MCS_EFFICIENCY[mcs];
	}

	/** Probability that a block of this MCS is not decoded at this SINR. */
	static double blockError(double sinrDb, int mcs) {
		double margin = sinrDb - MCS_THRESHOLD_DB[mcs];
		return 1 / (1 + (1 / TARGET_BLER - 1) * Math.exp(SLOPE * margin));
	}

}
