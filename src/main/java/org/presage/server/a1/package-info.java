/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What operators want: A1 policies, however they are delivered, what is refused of them,
 * which of them counts where, and what that means for the control loop.
 */
@NullMarked
package org.presage.server.a1;

import org.jspecify.annotations.NullMarked;
