/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Model packages of the server: found, loaded, watched, replaced. */
@NullMarked
package org.presage.server.model;

import org.jspecify.annotations.NullMarked;
