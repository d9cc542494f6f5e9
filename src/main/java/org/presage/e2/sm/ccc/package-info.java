/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * E2SM-CCC control of style 2, O-RRMPolicyRatio: PRB quotas of a cell's slices as JSON,
 * as O-RAN.WG3.E2SM-CCC-R003 and the nodes that read it have it. docs/e2.md names them.
 */
@NullMarked
package org.presage.e2.sm.ccc;

import org.jspecify.annotations.NullMarked;
