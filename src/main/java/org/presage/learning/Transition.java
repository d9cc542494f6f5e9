/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.jspecify.annotations.Nullable;

import org.presage.control.Decision;

/**
 * What came of an answered report.
 *
 * @param group of its cell; empty without a model
 * @param result whether it is kept
 * @param window with what followed, {@code [L + H, F]}; null for none
 * @param stratum of the window; null without one
 */
record Transition(Decision decision, String group, TransitionResult result, float @Nullable [] window,
		@Nullable Stratum stratum) {
}
