/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A radio access network simulator that is an E2 node. */
@NullMarked
package org.presage.sim;

import org.jspecify.annotations.NullMarked;
