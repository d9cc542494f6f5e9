/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Presage: a near-real-time O-RAN xApp that plans PRB allocations in the imagination of a
 * learned world model.
 */
@NullMarked
package org.presage;

import org.jspecify.annotations.NullMarked;
