/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * KPIs as data: the schema, one frame of one cell, its standardisation, and the rolling
 * window per cell.
 */
@NullMarked
package org.presage.kpi;

import org.jspecify.annotations.NullMarked;
