/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;

import org.presage.planner.ActionSpace;

/**
 * What a slice may be given, and what it is promised.
 *
 * @param bounds of its allocation
 * @param limits its agreement, in place of the model's; empty for the model's
 */
public record SlicePolicy(ActionSpace bounds, List<KpiLimit> limits) {

	public SlicePolicy {
		limits = List.copyOf(limits);
	}

}
