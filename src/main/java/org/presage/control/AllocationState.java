/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * The allocation of a cell: what is in force, and what was decided; PRBs, NaN if not
 * known.
 */
final class AllocationState {

	private float inForce = Float.NaN;

	private float decided = Float.NaN;

	/** In force in the newest frame. */
	float inForce() {
		return this.inForce;
	}

	/** Decided last, and not only shown because an operator requested it. */
	float decided() {
		return this.decided;
	}

	/** In force in a frame: as it reports, else as decided last. */
	float inForce(Arrival arrival) {
		float reported = arrival.reportedPrbs();
		return Float.isNaN(reported) ? this.decided : reported;
	}

	/** To hold after an old frame, which says what was in force once. */
	float held(float oldPrbs) {
		return Float.isNaN(this.decided) ? oldPrbs : this.decided;
	}

	/** To hold where the frame cannot be read. */
	float held() {
		return Float.isNaN(this.inForce) ? this.decided : this.inForce;
	}

	/** PRBs that other slices cannot have; NaN before the first frame. */
	float reserved(boolean advisory) {
		boolean unknown = Float.isNaN(this.inForce) || Float.isNaN(this.decided) || advisory;
		return unknown ? this.inForce : this.decided;
	}

	/** Takes the allocation in force in the newest frame. */
	void report(float prbs) {
		this.inForce = prbs;
	}

	void decide(float prbs) {
		this.decided = prbs;
	}

}
