/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The message router of the O-RAN SC RIC (RMR) over TCP, both directions: framing
 * ({@link org.presage.ric.osc.rmr.FrameLayout} has every offset), route tables,
 * connections. It knows nothing of what messages carry.
 * <p>
 * Source of all facts: the C library of the router, repository
 * {@code o-ran-sc/ric-plt-lib-rmr}, and its document {@code docs/rt_tables.rst}.
 */
@NullMarked
package org.presage.ric.osc.rmr;

import org.jspecify.annotations.NullMarked;
