/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class TracingPropertiesTest {

	@EnableConfigurationProperties({ TracingProperties.class, LogProperties.class })
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void nothingIsTracedUnlessAskedFor() {
		this.runner.run((context) -> {
			assertThat(context.getBean(TracingProperties.class))
				.isEqualTo(new TracingProperties(null, 0.01, Map.of(), "presage-0"));
			assertThat(context.getBean(LogProperties.class).format()).isEqualTo(ServerLogging.Format.TEXT);
		});
	}

	@Test
	void everyKeyIsBound() {
		this.runner
			.withPropertyValues("presage.tracing.endpoint=https://c:4318/v1/traces", "presage.tracing.ratio=0.5",
					"presage.tracing.headers.x-key=k", "presage.tracing.instance=i-3", "presage.log.format=ecs")
			.run((context) -> {
				assertThat(context.getBean(TracingProperties.class))
					.isEqualTo(new TracingProperties("https://c:4318/v1/traces", 0.5, Map.of("x-key", "k"), "i-3"));
				assertThat(context.getBean(LogProperties.class).format()).isEqualTo(ServerLogging.Format.ECS);
			});
	}

	@ParameterizedTest
	@CsvSource({ "presage.tracing.endpoint=collector:4318", "presage.tracing.endpoint=http://c:4318",
			"presage.tracing.ratio=1.5", "presage.tracing.ratio=-1", "presage.log.format=xml" })
	void whatCannotBeIsRefused(String pair) {
		this.runner.withPropertyValues(pair).run((context) -> assertThat(context).hasFailed());
	}

}
