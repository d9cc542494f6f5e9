/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Network architectures, each written once against
 * {@link org.presage.worldmodel.net.Ops}.
 */
@NullMarked
package org.presage.worldmodel.net;

import org.jspecify.annotations.NullMarked;
