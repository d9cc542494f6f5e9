/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import org.jspecify.annotations.Nullable;

import org.presage.control.Decision;
import org.presage.control.PlanInputs;

/**
 * A decision as the loop gave it; nothing is computed before somebody wants it.
 *
 * @param timeMs time of day of the decision in ms since 1970-01-01T00:00Z
 * @param decision what was decided
 * @param inputs of the plan; null if held
 * @param slice which of the slices that were planned together it is for, from 0
 */
public record KeptDecision(long timeMs, Decision decision, @Nullable PlanInputs inputs, int slice) {
}
