package org.presage.screen;

import java.util.Arrays;

/** The allocation stays as it is: what every other policy is compared with. */
final class HoldLast implements Policy {

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
