/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests. */
@NullMarked
package org.presage.offline.neighbours;

import org.jspecify.annotations.NullMarked;
