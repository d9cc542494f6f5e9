/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What survives a restart, a few short texts in a file or in the shared data layer, and
 * the lease of the cells.
 */
@NullMarked
package org.presage.ric.state;

import org.jspecify.annotations.NullMarked;
