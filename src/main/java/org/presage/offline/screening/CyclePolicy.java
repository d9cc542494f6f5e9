/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

/**
 * A schedule that restarts with every window and is repeated; a constant is one of a
 * single entry.
 *
 * @param prbs allocation of the first imagined step, of the second, and so on
 */
record CyclePolicy(String name, int[] prbs) implements ScreenedPolicy {

	@Override
	public void decide(Situation situation, int step, float[] frame, float[] plan, int offset) {
		for (int h = 0; h < situation.horizon(); h++) {
			plan[offset + h] = this.prbs[h % this.prbs.length];
		}
	}

}
