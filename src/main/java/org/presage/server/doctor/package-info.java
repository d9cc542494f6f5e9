/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Looks whether the server would run as it is configured, on this machine and in this
 * network, before it does. Changes nothing, and sends nothing but the beginning of
 * connections.
 */
@NullMarked
package org.presage.server.doctor;

import org.jspecify.annotations.NullMarked;
