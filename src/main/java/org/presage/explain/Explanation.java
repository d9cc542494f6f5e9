/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.List;

/**
 * Why a cell is given what it is given.
 *
 * @param decided whether the plan was given; otherwise it was made for the answer
 * @param latents what the encoder made of each window
 * @param plan the present plan and what is expected of it
 * @param sensitivity of the plan's score to each action
 * @param neighbours what they announce, and what of the forecast they are responsible for
 */
public record Explanation(boolean decided, EncodedWindows latents, PlanPrediction plan, PlanSensitivity sensitivity,
		List<NeighbourEffect> neighbours) {
}
