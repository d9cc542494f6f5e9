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

import org.presage.e2.control.PrbControl;
import org.presage.ric.osc.OscSettings;
import org.presage.ric.osc.rmr.RmrSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OscPropertiesTest {

	private static final Duration RETRY = Duration.ofMillis(700);

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OscProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void conventionsOfTheRicAreTheDefaults() {
		this.runner.run((context) -> {
			OscProperties properties = context.getBean(OscProperties.class);
			assertThat(properties.enabled()).isFalse();
			assertThat(properties.subscriptionManager()).isEqualTo("http://service-ricplt-submgr-http.ricplt:8088");
			assertThat(properties.settings(PrbControl.CCC, RETRY))
				.isEqualTo(new OscSettings("service-ricxapp-presage-http.ricxapp", 0,
						new RmrSettings("service-ricxapp-presage-rmr.ricxapp", "0.0.0.0", 4560, 4561, null, null, 1000,
								1_048_576, 700),
						16384, 15_000, 2, 4, 4, "presage.e2.control, presage.osc.control-function"));
		});
	}

	@Test
	void everyKeyIsBound() {
		this.runner
			.withPropertyValues("presage.osc.enabled=true", "presage.osc.name=x", "presage.osc.instance=x-3",
					"presage.osc.host=h-http", "presage.osc.http-port=8081", "presage.osc.rmr.host=h-rmr",
					"presage.osc.rmr.bind=127.0.0.1", "presage.osc.rmr.port=1", "presage.osc.rmr.route-port=2",
					"presage.osc.rmr.routes=/seed.rt", "presage.osc.rmr.route-manager=rtmgr:4561",
					"presage.osc.rmr.queue=5", "presage.osc.rmr.max-payload=2048",
					"presage.osc.subscription-manager=http://s:1", "presage.osc.app-manager=",
					"presage.osc.e2-manager=http://e:2", "presage.osc.poll=1s", "presage.osc.timeout=2s",
					"presage.osc.requestor=77", "presage.osc.notice-timeout=20s", "presage.osc.kpm-function=147",
					"presage.osc.control-function=9", "presage.osc.state=/state.json", "presage.osc.namespace=other")
			.run((context) -> {
				OscProperties properties = context.getBean(OscProperties.class);
				assertThat(properties.settings(PrbControl.RC_A, RETRY)).isEqualTo(new OscSettings("h-http", 8081,
						new RmrSettings("h-rmr", "127.0.0.1", 1, 2, Path.of("/seed.rt"), "rtmgr:4561", 5, 2048, 700),
						77, 20_000, 147, 9, 3, "presage.e2.control, presage.osc.control-function"));
				assertThat(properties).isEqualTo(new OscProperties(true, "x", "x-3", "h-http", 8081, properties.rmr(),
						"http://s:1", "", "http://e:2", Duration.ofSeconds(1), Duration.ofSeconds(2), 77,
						Duration.ofSeconds(20), 147, 9, Path.of("/state.json"), "other"));
			});
	}

	@ParameterizedTest
	@CsvSource({ "requestor,65536", "kpm-function,4096", "rmr.queue,0", "rmr.max-payload,1", "rmr.port,-1", "poll,1ms",
			"name,''" })
	void whatCannotBeStopsTheStart(String key, String value) {
		this.runner.withPropertyValues("presage.osc." + key + "=" + value)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void whatIsWrongIsNamed() {
		this.runner.withPropertyValues("presage.osc.rmr.route-manager=rtmgr")
			.run((context) -> assertThatThrownBy(
					() -> context.getBean(OscProperties.class).settings(PrbControl.CCC, RETRY))
				.hasMessageStartingWith("presage.osc.rmr.route-manager: expected ")
				.hasMessageEndingWith("found rtmgr"));
	}

}
