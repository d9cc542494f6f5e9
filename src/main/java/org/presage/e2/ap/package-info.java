/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * E2AP, O-RAN.WG3.E2AP: the messages between a near-RT RIC and its nodes that xApps see:
 * indications, control, subscriptions. Grammar of versions 2 and later; what version 1
 * does differently is read where the versions can be distinguished.
 */
@NullMarked
package org.presage.e2.ap;

import org.jspecify.annotations.NullMarked;
