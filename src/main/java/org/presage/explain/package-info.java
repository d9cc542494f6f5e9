/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Why the planner chose a plan, and what another plan would do. */
@NullMarked
package org.presage.explain;

import org.jspecify.annotations.NullMarked;
