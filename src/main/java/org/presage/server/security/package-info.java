/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who may call what, and how much: identities, roles, limits, certificates. */
@NullMarked
package org.presage.server.security;

import org.jspecify.annotations.NullMarked;
