/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import org.presage.e2.control.PrbControl;
import org.presage.ric.onos.OnosSettings;
import org.presage.ric.onos.OnosTls;

import static org.assertj.core.api.Assertions.assertThat;

class OnosPropertiesTest {

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OnosProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void serversAreVerifiedUnlessToldOtherwise() {
		this.runner.run((context) -> {
			OnosProperties properties = context.getBean(OnosProperties.class);
			assertThat(properties.target()).isNull();
			OnosSettings settings = properties.settings("onos-e2t:5150", PrbControl.CCC);
			assertThat(settings.tls().verification()).isEqualTo(OnosTls.Verification.VERIFIED);
			assertThat(settings.controlModel()).isEqualTo(new OnosSettings.Model("oran-e2sm-ccc", "v1"));
		});
	}

	@Test
	void everyKeyIsBound() {
		this.runner
			.withPropertyValues("presage.onos.target=a:1", "presage.onos.topo=b:2",
					"presage.onos.tls.verification=unverified", "presage.onos.tls.trust=/ca.pem",
					"presage.onos.tls.certificate=/c.pem", "presage.onos.tls.key=/k.pem", "presage.onos.app-id=app",
					"presage.onos.instance=i-3", "presage.onos.kpm.name=kpm", "presage.onos.kpm.version=v3",
					"presage.onos.model.name=rc", "presage.onos.model.version=v5")
			.run((context) -> {
				OnosProperties properties = context.getBean(OnosProperties.class);
				assertThat(properties.target()).isEqualTo("a:1");
				assertThat(properties.settings("a:1", PrbControl.RC_B)).isEqualTo(new OnosSettings("a:1", "b:2",
						new OnosTls(OnosTls.Verification.UNVERIFIED, Path.of("/ca.pem"), Path.of("/c.pem"),
								Path.of("/k.pem")),
						"app", "i-3", new OnosSettings.Model("kpm", "v3"), new OnosSettings.Model("rc", "v5")));
			});
	}

	@ParameterizedTest
	@CsvSource({ "tls.verification,no", "app-id,''" })
	void whatCannotBeStopsTheStart(String key, String value) {
		this.runner.withPropertyValues("presage.onos." + key + "=" + value)
			.run((context) -> assertThat(context).hasFailed());
	}

}
