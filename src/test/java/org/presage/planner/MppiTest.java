/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

class MppiTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return MppiSettings.standard(64, 8, 1);
	}

}
