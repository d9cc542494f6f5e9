/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of learning while running. */
@NullMarked
package org.presage.server.learning;

import org.jspecify.annotations.NullMarked;
