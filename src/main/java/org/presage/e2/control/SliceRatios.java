/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rc.SliceQuota;

/**
 * The ratios that a control message asks for one slice, in percent, 0 to 100.
 *
 * @param slice S-NSSAI
 * @param dedicated ratio that no other slice gets
 * @param min ratio that the slice gets if it asks
 * @param max ratio that the slice may not exceed
 */
public record SliceRatios(Snssai slice, int dedicated, int min, int max) {

	static SliceRatios of(SliceQuota quota) {
		return new SliceRatios(new Snssai(quota.sst(), quota.sd()), quota.dedicated(), quota.min(), quota.max());
	}

	/** The ratio that a node applies whose dialect names this one as the ceiling. */
	public int applied(ControlRules.Ceiling ceiling) {
		return switch (ceiling) {
			case MAX, ALL -> this.max;
			case MIN -> this.min;
			case DEDICATED -> this.dedicated;
		};
	}

}
