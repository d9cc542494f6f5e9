/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Experiments that need simulator, model, planner and loop together: branched futures,
 * closed loop, load.
 */
@NullMarked
package org.presage.benchmark;

import org.jspecify.annotations.NullMarked;
