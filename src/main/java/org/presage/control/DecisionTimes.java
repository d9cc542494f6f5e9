/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * When the parts of a decision were over, on the monotonic clock in ns. Only the first
 * and the last say something of a decision that was not planned.
 *
 * @param receivedNs the report was received
 * @param encodingNs its window began to be encoded, with those of other cells
 * @param encodedNs that was done, and the search began
 * @param plannedNs the search was over
 * @param decidedNs the decision was made
 */
public record DecisionTimes(long receivedNs, long encodingNs, long encodedNs, long plannedNs, long decidedNs) {
}
