/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The effect of an action on the next KPIs, estimated from recordings in which the
 * actions depended on the state, and compared with what models predict.
 */
@NullMarked
package org.presage.offline.effects;

import org.jspecify.annotations.NullMarked;
