/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class DashboardPropertiesTest {

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(DashboardProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void isThereUnlessTurnedOff() {
		this.runner.run((context) -> assertThat(context.getBean(DashboardProperties.class).enabled()).isTrue());
		this.runner.withPropertyValues("presage.dashboard.enabled=false")
			.run((context) -> assertThat(context.getBean(DashboardProperties.class).enabled()).isFalse());
		this.runner.withPropertyValues("presage.dashboard.enabled=perhaps")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("presage.dashboard.enabled"));
	}

}
