/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of control messages. */
@NullMarked
package org.presage.e2.control;

import org.jspecify.annotations.NullMarked;
