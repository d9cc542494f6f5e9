/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * E2 messages as bytes and as records: E2AP, the service models, and how node types use
 * them. It does no I/O.
 */
@NullMarked
package org.presage.e2;

import org.jspecify.annotations.NullMarked;
