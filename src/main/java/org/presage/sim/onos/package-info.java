/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The other side of the edge to micro-ONOS: an E2 termination and a topology over a real
 * port, with simulated nodes behind it, that misbehaves on demand.
 */
@NullMarked
package org.presage.sim.onos;

import org.jspecify.annotations.NullMarked;
