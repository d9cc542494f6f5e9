/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Wires the xApp: reads the configuration, starts the loops, edges and servers, and stops
 * them in order.
 */
@NullMarked
package org.presage.server;

import org.jspecify.annotations.NullMarked;
