/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Learning while running: when to train, in another process, and what may serve. */
@NullMarked
package org.presage.server.learning;

import org.jspecify.annotations.NullMarked;
