/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * E2SM-RSM, the slicing model of SD-RAN (service model 102): slices made, changed and
 * taken away. The grammar is e2sm-rsm-v1.asn of onosproject/onos-e2-sm with the slice
 * type that its proto has in a slice's deletion too.
 */
@NullMarked
package org.presage.e2.sm.rsm;

import org.jspecify.annotations.NullMarked;
