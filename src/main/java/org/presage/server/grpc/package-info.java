/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The services of the gRPC API. */
@NullMarked
package org.presage.server.grpc;

import org.jspecify.annotations.NullMarked;
