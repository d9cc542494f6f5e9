/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The edge to micro-ONOS: finds nodes and cells, subscribes to their KPIs, feeds the
 * control loop, and sends what it decides.
 */
@NullMarked
package org.presage.ric.onos;

import org.jspecify.annotations.NullMarked;
