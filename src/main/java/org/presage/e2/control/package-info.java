/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Allocations as the E2SM control messages that nodes understand: PRBs become ratios of
 * the cell, and those become the bytes of E2SM-CCC or E2SM-RC.
 */
@NullMarked
package org.presage.e2.control;

import org.jspecify.annotations.NullMarked;
