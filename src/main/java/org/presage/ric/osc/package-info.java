/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The edge to the near-RT RIC of O-RAN SC: what its services answer over HTTP
 * (subscriptions, registration, E2 nodes) and what is kept in its shared data layer.
 */
@NullMarked
package org.presage.ric.osc;

import org.jspecify.annotations.NullMarked;
