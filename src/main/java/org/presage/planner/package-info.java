/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sampling planners: an optimiser over a box, a trajectory on top of it, and the
 * objective. Pure Java.
 */
@NullMarked
package org.presage.planner;

import org.jspecify.annotations.NullMarked;
