/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * When control that is carried out is not trusted any more.
 *
 * @param effectReports reports in which an allocation must be seen to change before its
 * control counts as without effect; 0 to trust blindly
 * @param retryNs a cell whose control had no effect is held for this long, then tried
 * again
 * @param collapse a fall of the measured reward by more than this, together with
 * surprise, rolls the last change back; 0 for never
 */
public record GuardSettings(int effectReports, long retryNs, double collapse) {

	/** The default. */
	public static final GuardSettings DEFAULT = new GuardSettings(10, 30_000_000_000L, 5);

}
