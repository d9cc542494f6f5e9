/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.kpi.CellId;

/**
 * Feedback that an actuator received on a decision.
 *
 * @param cell that it was for, with its slice
 * @param decisionId of it
 * @param status acknowledged, refused or timed out
 * @param cause as the node gave it; may be empty
 */
public record ControlFeedback(CellId cell, long decisionId, ControlStage status, String cause) {
}
