/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Screening: what a model expects of PRB policies over recorded windows, before a live
 * cell sees them.
 */
@NullMarked
package org.presage.offline.screening;

import org.jspecify.annotations.NullMarked;
