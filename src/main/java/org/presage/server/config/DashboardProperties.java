/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page for operators, under {@code presage.dashboard.}.
 *
 * @param enabled whether the web server has the operators' page at {@code /} and its API
 * under {@code /api/v1/}, see docs/dashboard.md
 */
@ConfigurationProperties(DashboardProperties.PREFIX)
public record DashboardProperties(@DefaultValue("true") boolean enabled) {

	public static final String PREFIX = "presage.dashboard";

}
