/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Typed, validated configuration: every key under {@code presage.}. */
@NullMarked
package org.presage.server.config;

import org.jspecify.annotations.NullMarked;
