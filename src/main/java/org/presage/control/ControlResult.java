/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * Result of a decision that was to be carried out.
 *
 * @param decisionId of it
 * @param status as far as it is known
 * @param asked PRBs that it allowed
 * @param seen PRBs in the newest report since; {@link Decision#UNKNOWN} for none
 * @param cause why it was refused, or what was seen instead; may be empty
 */
public record ControlResult(long decisionId, ControlStage status, int asked, int seen, String cause) {
}
