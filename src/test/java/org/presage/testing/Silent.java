/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import org.presage.api.v1.AttachResponse;
import org.presage.sim.SimulatedNode;

/** Looks at nothing that happens to a simulated node. */
public final class Silent implements SimulatedNode.Listener {

	@Override
	public void measured(int unit, float[] kpis) {
	}

	@Override
	public void answered(int unit, AttachResponse message) {
	}

}
