/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Corrects a cell's forecasts by the errors of its earlier ones, in closed form. */
@NullMarked
package org.presage.worldmodel.correction;

import org.jspecify.annotations.NullMarked;
