/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

class EfficientCemTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return CemSettings.efficient(1).resized(32, 8);
	}

}
