/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.planner;

/**
 * What is expected of plans, standardised: views of buffers that a model writes into.
 * Element {@code (p, h, y)} stands at {@code (p·H + h)·Y + y}.
 *
 * @param mean of each KPI {@code [N, H, Y]}
 * @param aleatoric standard deviation that more data would not remove {@code [N, H, Y]}
 * @param epistemic spread of the members' means {@code [N, H, Y]}
 * @param met probability that a step meets the agreement {@code [N, H]}
 */
public record Imagined(float[] mean, float[] aleatoric, float[] epistemic, float[] met) {
}
