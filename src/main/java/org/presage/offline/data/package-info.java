/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Recorded traces: read, checked, cut into parts and windows. */
@NullMarked
package org.presage.offline.data;

import org.jspecify.annotations.NullMarked;
