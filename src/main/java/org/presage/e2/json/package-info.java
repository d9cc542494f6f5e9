/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * E2SM messages as JSON, for humans, commands and test vectors; docs/e2.md shows them.
 */
@NullMarked
package org.presage.e2.json;

import org.jspecify.annotations.NullMarked;
