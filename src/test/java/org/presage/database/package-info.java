/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package org.presage.database;

import org.jspecify.annotations.NullMarked;
