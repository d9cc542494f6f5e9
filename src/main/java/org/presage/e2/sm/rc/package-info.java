/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The service model of RAN control: the control header and message of
 * O-RAN.WG3.E2SM-RC-R004-v05.00, and the PRB quota of slices (its clause 8.4.3.6).
 */
@NullMarked
package org.presage.e2.sm.rc;

import org.jspecify.annotations.NullMarked;
