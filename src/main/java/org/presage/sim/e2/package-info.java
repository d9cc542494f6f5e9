/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Simulated E2 nodes, and what the other side of every edge shares, whatever RIC it
 * stands for.
 */
@NullMarked
package org.presage.sim.e2;

import org.jspecify.annotations.NullMarked;
