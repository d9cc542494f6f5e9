/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import org.presage.server.a1.A1Messages;

import static org.assertj.core.api.Assertions.assertThat;

class IntentPropertiesTest {

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(IntentProperties.class)
	static class Config {

	}

	/** Without what the tests of this project are given, so that defaults are seen. */
	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class)
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME));

	@Test
	void everyKeyHasItsDefaultAndTakesAnotherValue() {
		this.runner.run((context) -> assertThat(context.getBean(IntentProperties.class))
			.isEqualTo(new IntentProperties(null, Duration.ofSeconds(2), Path.of("presage-intent.json"), "presage",
					1000, A1Messages.InstanceIds.AUTO)));
		this.runner
			.withPropertyValues("presage.intent.file=/policies", "presage.intent.watch=7s",
					"presage.intent.state=/s.json", "presage.intent.namespace=n", "presage.intent.max-policies=9",
					"presage.intent.answers=number")
			.run((context) -> assertThat(context.getBean(IntentProperties.class))
				.isEqualTo(new IntentProperties(Path.of("/policies"), Duration.ofSeconds(7), Path.of("/s.json"), "n", 9,
						A1Messages.InstanceIds.NUMBER)));
	}

	@ParameterizedTest
	@CsvSource({ "presage.intent.watch,-1s", "presage.intent.max-policies,0", "presage.intent.answers,perhaps",
			"presage.intent.namespace,''" })
	void valueOutOfRangeStopsTheStart(String key, String value) {
		this.runner.withPropertyValues(key + "=" + value).run((context) -> assertThat(context).hasFailed());
	}

}
