/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What a cell's neighbours tell of it, in recorded traces. */
@NullMarked
package org.presage.offline.neighbours;

import org.jspecify.annotations.NullMarked;
