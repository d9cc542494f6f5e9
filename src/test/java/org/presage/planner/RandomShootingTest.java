/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

class RandomShootingTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return new RandomSettings(1000, 200, 1);
	}

}
