/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.Map;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Traces of decisions, under {@code presage.tracing.}.
 *
 * @param endpoint URL, with its path, of a receiver of OTLP over HTTP, for example
 * {@code http://collector:4318/v1/traces}; none: no traces (docs/logs.md#traces), and
 * OpenTelemetry is not loaded
 * @param ratio share of the decisions that are traced
 * @param headers header that the receiver requires, for example {@code
 * presage.tracing.headers.authorization}
 * @param instance name of this instance, as {@code service.instance.id}
 */
@Validated
@ConfigurationProperties("presage.tracing")
public record TracingProperties(@Nullable @Pattern(regexp = "https?://.+/.+") String endpoint,
		@DefaultValue("0.01") @DecimalMin("0") @DecimalMax("1") double ratio, @DefaultValue Map<String, String> headers,
		@DefaultValue("presage-0") String instance) {
}
