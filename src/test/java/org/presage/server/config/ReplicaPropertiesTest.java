/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import org.presage.kpi.CellShare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplicaPropertiesTest {

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(ReplicaProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	private void assertShare(CellShare share, String host, String... pairs) {
		this.runner.withPropertyValues(pairs)
			.run((context) -> assertThat(context.getBean(ReplicaProperties.class).share(host)).isEqualTo(share));
	}

	@Test
	void thereIsOneUnlessThereAreMore() {
		assertShare(CellShare.ALL, "");
		assertShare(CellShare.ALL, "presage-2");
	}

	@Test
	void theIndexIsThePodsUnlessItIsSaid() {
		assertShare(new CellShare(3, 2, ""), "presage-2", "presage.replicas.count=3");
		assertShare(new CellShare(12, 11, ""), "presage-2-11", "presage.replicas.count=12");
		assertShare(new CellShare(3, 1, "p-{index}:50051"), "presage-2", "presage.replicas.count=3",
				"presage.replicas.index=1", "presage.replicas.peers=p-{index}:50051");
	}

	/** {@code kubectl scale} beyond the count that the release was installed with. */
	@Test
	void refusesIndexBeyondCountOfOne() {
		assertShare(CellShare.ALL, "presage-0", "presage.replicas.count=1");
		assertShare(CellShare.ALL, "gnb7", "presage.replicas.count=1");
		assertThatThrownBy(() -> new ReplicaProperties(1, null, "").share("presage-1"))
			.hasMessage("presage.replicas.index: expected 0 to 0 (count is 1), found 1");
	}

	@Test
	void aHostWithoutANumberIsNoReplica() {
		ReplicaProperties three = new ReplicaProperties(3, null, "");
		assertThatThrownBy(() -> three.share("gnb7")).hasMessage("presage.replicas.index: expected a number, or a "
				+ "HOSTNAME that ends in one, as presage-2, found none, and HOSTNAME \"gnb7\"");
		assertThatThrownBy(() -> three.share("presage-3"))
			.hasMessage("presage.replicas.index: expected 0 to 2 (count is 3), found 3");
		assertThatThrownBy(() -> new ReplicaProperties(3, 0, "presage:50051").share(""))
			.hasMessage("presage.replicas.peers: expected an address with {index} in it, found \"presage:50051\"");
	}

	@ParameterizedTest
	@CsvSource({ "presage.replicas.count,0", "presage.replicas.count,1001", "presage.replicas.index,-1",
			"presage.replicas.index,1000", "presage.replicas.index,first" })
	void valueOutOfRangeIsNamed(String key, String value) {
		this.runner.withPropertyValues(key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(key.substring(key.lastIndexOf('.') + 1))
				.hasStackTraceContaining(value));
	}

}
