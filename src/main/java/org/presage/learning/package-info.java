/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What running cells teach: keeps their transitions, and measures whether they show what
 * the action does.
 */
@NullMarked
package org.presage.learning;

import org.jspecify.annotations.NullMarked;
