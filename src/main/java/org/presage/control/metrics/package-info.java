/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The metrics that Prometheus scrapes: names, descriptions and units, written once. */
@NullMarked
package org.presage.control.metrics;

import org.jspecify.annotations.NullMarked;
