/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChannelSettingsTest {

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "localhost:", ":1", "localhost:abc", "localhost:0", "localhost:65536",
			"http://localhost:50051", "localhost:50051/", "a b:1", "::1:50051", "[::1]", "unix", "dns:" })
	void refusesTargetWithoutHostAndPort(String target) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> ChannelSettings.PLAINTEXT.channel(target))
			.withMessage("--target: expected HOST:PORT, such as localhost:50051, found \"" + target + '"');
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:50051", "192.0.2.1:1", "[::1]:65535", "[fe80::1%eth0]:1",
			"presage.ricxapp.svc:7", "dns:///localhost:1", "unix:/tmp/presage.sock" })
	void acceptsTarget(String target) {
		assertThat(ChannelSettings.PLAINTEXT.channel(target).build().shutdownNow()).isNotNull();
	}

}
