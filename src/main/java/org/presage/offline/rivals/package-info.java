/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Policies that are learnt by trial and error, without a world model: what a planner is
 * compared with.
 */
@NullMarked
package org.presage.offline.rivals;

import org.jspecify.annotations.NullMarked;
