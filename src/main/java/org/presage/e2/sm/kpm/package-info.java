/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The service model of KPI monitoring: O-RAN.WG3.E2SM-KPM-R003-v04.00, as records and as
 * bytes. Where a name is unknown look into its clause 8.
 */
@NullMarked
package org.presage.e2.sm.kpm;

import org.jspecify.annotations.NullMarked;
