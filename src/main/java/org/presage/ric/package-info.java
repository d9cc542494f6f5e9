/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What every edge to a RIC shares, whatever carries the E2 messages: cells that are kept
 * subscribed, their indications as frames for the loop, its allocations as control.
 */
@NullMarked
package org.presage.ric;

import org.jspecify.annotations.NullMarked;
