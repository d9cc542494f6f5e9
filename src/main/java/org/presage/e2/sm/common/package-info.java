/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the E2 service models share: E2SM-COMMON-IEs, as of O-RAN.WG3.E2SM-R003-v05.00.
 */
@NullMarked
package org.presage.e2.sm.common;

import org.jspecify.annotations.NullMarked;
