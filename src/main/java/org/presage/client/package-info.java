/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Clients of the gRPC API. */
@NullMarked
package org.presage.client;

import org.jspecify.annotations.NullMarked;
