/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Microbenchmarks (JMH); their main methods run them, the tests do not. */
@NullMarked
package org.presage.bench;

import org.jspecify.annotations.NullMarked;
