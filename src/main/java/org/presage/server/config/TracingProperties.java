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
 * @param endpoint URL of a receiver of OTLP over HTTP, with its path; absent for no
 * traces (absent)
 * @param ratio share of the decisions that are followed, 0 to 1 (0.01)
 * @param headers that the receiver wants, by name (none)
 * @param instance name of this instance (the host's name)
 */
@Validated
@ConfigurationProperties("presage.tracing")
public record TracingProperties(@Nullable @Pattern(regexp = "https?://.+/.+") String endpoint,
		@DefaultValue("0.01") @DecimalMin("0") @DecimalMax("1") double ratio, @DefaultValue Map<String, String> headers,
		@DefaultValue("presage-0") String instance) {
}
