/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/** How a simulated network changes, so that a model no longer fits it. */
public enum Drift {

	/** Nothing has changed. */
	NONE(0, "", 1),

	/** All links have 12 dB more path loss, as with other antennas. */
	LOSS(12, "", 1),

	/** Half the spectral efficiency is reported, as by other software. */
	EFFICIENCY(0, "SE", 0.5),

	/** The delay is reported in tenths of a millisecond. */
	DELAY(0, "Delay", 10);

	private final double lossDb;

	private final String kpi;

	private final double factor;

	Drift(double lossDb, String kpi, double factor) {
		this.lossDb = lossDb;
		this.kpi = kpi;
		this.factor = factor;
	}

	/** Loss of all links beyond that of the distance, in dB. */
	double lossDb() {
		return this.lossDb;
	}

	/** That is reported otherwise; empty for none. */
	String kpi() {
		return this.kpi;
	}

	/** What its values are multiplied with. */
	double factor() {
		return this.factor;
	}

}
