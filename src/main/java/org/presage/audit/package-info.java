/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Keeps decisions with all that they were made from, and makes them again. */
@NullMarked
package org.presage.audit;

import org.jspecify.annotations.NullMarked;
