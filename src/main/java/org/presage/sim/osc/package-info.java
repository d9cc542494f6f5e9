/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A small RIC of O-RAN SC to test against, over real ports, that misbehaves on demand.
 */
@NullMarked
package org.presage.sim.osc;

import org.jspecify.annotations.NullMarked;
