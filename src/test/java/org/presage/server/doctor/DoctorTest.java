/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.Clock;
import org.presage.server.config.ServerSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks what the environment names. */
class DoctorTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static List<String> look(Map<String, String> environment, String... more) {
		List<String> found = new ArrayList<>();
		String[] args = Arrays.copyOf(more, more.length + 2);
		args[more.length] = "--spring.grpc.server.port=0";
		args[more.length + 1] = "--server.port=0";
		new Doctor(ServerSettings.read(args), environment, List.of(), Clock.SYSTEM).look((findings) -> findings
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

	@Test
	void relationOfCellsIsRead() throws IOException {
		assertThat(look(Map.of())).noneMatch((line) -> line.contains("presage.neighbours"));
		Path file = this.folder.resolve("n.yaml");
		String key = "--presage.neighbours.file=" + file;
		Files.writeString(file, "cells:\n  - cell: cell0\n    neighbours: [{cell: cell1}]\n  - {cell: cell1}\n");
		assertThat(look(Map.of(), key)).anyMatch((line) -> line.startsWith("ok presage.neighbours.file: 1 cells")
				&& line.contains("cell0, cell1 must be those of reports"));
		Files.writeString(file, "cells: []\n");
		assertThat(look(Map.of(), key)).anyMatch((line) -> line.startsWith("warn presage.neighbours.file: no cell"));
		Files.writeString(file, "cells:\n  - cell: a\n    neighbours: [{cell: a}]\n");
		assertThat(look(Map.of(), key))
			.anyMatch((line) -> line.startsWith("fail presage.neighbours.file: ") && line.contains("the cell itself"));
	}

}
