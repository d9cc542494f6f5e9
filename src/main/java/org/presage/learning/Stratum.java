/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/**
 * Windows that are alike: what the reservoir keeps about equally many of.
 *
 * @param prbs quarter of the range of the action in which the first action after the
 * context is, 0 to 3
 * @param load range in which the load at the end of the context is: below the mean of the
 * model's training data by more than 0.67 standard deviations, below it, above it, or
 * above it by more than 0.67, 0 to 3; 0 where it is not reported
 * @param hour of the day, UTC, 0 to 23
 * @param group of cells
 */
record Stratum(int prbs, int load, int hour, String group) {
}
