/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;

/** The allocation stays as it is: what every other policy is compared with. */
final class HoldLast implements ScreenedPolicy {

	static final String NAME = "hold-last";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public void decide(Situation situation, int step, float[] frame, float[] plan, int offset) {
		Arrays.fill(plan, offset, offset + situation.horizon(), situation.inForce());
	}

}
