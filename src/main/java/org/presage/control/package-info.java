/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The control loop: frame, surprise, plan, guard, decision. */
@NullMarked
package org.presage.control;

import org.jspecify.annotations.NullMarked;
