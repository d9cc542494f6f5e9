/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Messages of the gRPC API from and to the types of the domain. Both the server and the
 * clients use it.
 */
@NullMarked
package org.presage.api;

import org.jspecify.annotations.NullMarked;
