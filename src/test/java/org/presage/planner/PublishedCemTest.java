/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

class PublishedCemTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return CemSettings.published(1);
	}

}
