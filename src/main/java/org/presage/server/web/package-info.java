/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The dashboard: what operators see and change in a browser, and who may
 * (docs/dashboard.md).
 */
@NullMarked
package org.presage.server.web;

import org.jspecify.annotations.NullMarked;
