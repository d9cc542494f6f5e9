/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import org.presage.base.InvalidInputException;

/**
 * How forecasts are corrected while running.
 *
 * @param mode which correction
 * @param rate η of {@link FixedShare}: the guarantee holds for mean square errors up to
 * {@code 1/(2η)}, in predicted variances
 * @param share α of {@link FixedShare}, for a round of one frame
 * @param gate largest error that is learnt from and largest correction, in predicted
 * standard deviations
 * @param slowest least weight of the newest error in a bias, 0 to 1
 */
public record CorrectionSettings(Mode mode, double rate, double share, double gate, double slowest) {

	/** Which correction. */
	public enum Mode {

		/** None; nothing is computed. */
		OFF,
		/** Is computed and judged, and not used. */
		OBSERVE,
		/** What has proved best for the KPI of the cell. */
		AUTO,
		/** A weighted mean of network, VARX and persistence. */
		MIXTURE,
		/** The mean of the cell's errors is added. */
		BIAS,
		/** What a regression on the cell's state expects of its errors is added. */
		REGRESSION

	}

	/** The guarantee holds for root mean square errors up to 2 predicted deviations. */
	private static final double RATE = 1.0 / 8;

	/** The default: judged and not used. */
	public static final CorrectionSettings DEFAULT = new CorrectionSettings(Mode.OBSERVE, RATE, 0.003, 4, 0.005);

	/** No correction. */
	public static final CorrectionSettings NONE = DEFAULT.with(Mode.OFF);

	public CorrectionSettings {
		if (!(gate > 0 && Double.isFinite(gate))) {
			throw new InvalidInputException("correction.gate", "above 0", gate);
		}
		if (!(slowest > 0 && slowest <= 1)) {
			throw new InvalidInputException("correction.slowest", "above 0 to 1", slowest);
		}
	}

	/** The same in another mode. */
	public CorrectionSettings with(Mode other) {
		return new CorrectionSettings(other, this.rate, this.share, this.gate, this.slowest);
	}

	/** Whether anything is computed. */
	public boolean on() {
		return this.mode != Mode.OFF;
	}

	/** Whether what is computed is used. */
	public boolean used() {
		return on() && this.mode != Mode.OBSERVE;
	}

}
