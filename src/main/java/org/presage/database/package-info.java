/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Embedded DuckDB files that are written while the control loops run. */
@NullMarked
package org.presage.database;

import org.jspecify.annotations.NullMarked;
