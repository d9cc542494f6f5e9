/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.base.Clock;
import org.presage.server.config.ServerSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks what the environment names. */
class DoctorTest {

	private static List<String> look(Map<String, String> environment) {
		List<String> found = new ArrayList<>();
		new Doctor(ServerSettings.read("--spring.grpc.server.port=0", "--server.port=0"), environment, List.of(),
				Clock.SYSTEM)
			.look((findings) -> findings
				.forEach((finding) -> found.add(finding.level().label() + ' ' + finding.found())));
		return found;
	}

	@Test
	void policiesAreKeptInTheSharedDataLayerAlsoWithoutARic() {
		assertThat(look(Map.of())).noneMatch((line) -> line.contains("shared data layer"))
			.anyMatch((line) -> line.contains("presage.intent.state: "));
		assertThat(look(Map.of("DBAAS_SERVICE_HOST", "127.0.0.1", "DBAAS_SERVICE_PORT", "1")))
			.anyMatch((line) -> line.startsWith("fail shared data layer at 127.0.0.1:1"))
			.noneMatch((line) -> line.contains("presage.intent.state"));
	}

}
