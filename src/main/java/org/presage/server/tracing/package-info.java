/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Traces of decisions, delivered over OpenTelemetry's protocol. The only package that
 * knows OpenTelemetry; nothing of it is loaded unless a receiver is configured.
 */
@NullMarked
package org.presage.server.tracing;

import org.jspecify.annotations.NullMarked;
