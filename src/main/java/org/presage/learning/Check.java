/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/**
 * Result of one check of a challenger.
 *
 * @param name of the check, lower case
 * @param passed whether the challenger may go on
 * @param expected condition, for humans
 * @param found what was measured, for humans
 */
public record Check(String name, boolean passed, String expected, String found) {
}
