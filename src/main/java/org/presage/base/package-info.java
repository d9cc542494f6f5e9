/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What every other package uses and none owns: the clock, the normal distribution, JSON
 * that others wrote, the error for wrong input, log throttling, back-off.
 */
@NullMarked
package org.presage.base;

import org.jspecify.annotations.NullMarked;
