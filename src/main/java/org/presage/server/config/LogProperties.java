/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server logs, under {@code presage.log.}.
 *
 * @param format format of the server's log. {@code text}: lines for people on the
 * standard error. {@code ecs}: JSON objects on the standard output, see docs/logs.md
 */
@ConfigurationProperties("presage.log")
public record LogProperties(@DefaultValue("text") ServerLogging.Format format) {
}
