package org.presage.e2.control;

import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rc.SliceQuota;

/**
 * What a control message says of one slice.
 *
 * @param slice S-NSSAI
 * @param percent most that it may have of the cell, 0 to 100
 */
public record SlicePercent(Snssai slice, int percent) {

	static SlicePercent of(SliceQuota quota) {
		return new SlicePercent(new Snssai(quota.sst(), quota.sd()), quota.max());
	}

}
