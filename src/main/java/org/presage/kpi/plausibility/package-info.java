/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Judges whether the content of reports can be true. Learns only from reports that are.
 */
@NullMarked
package org.presage.kpi.plausibility;

import org.jspecify.annotations.NullMarked;
