/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What nodes really report: from the measurements of an indication to the KPIs of a
 * schema, by rules that are data. docs/e2.md says how to write them.
 */
@NullMarked
package org.presage.e2.dialect;

import org.jspecify.annotations.NullMarked;
