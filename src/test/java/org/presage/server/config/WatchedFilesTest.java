/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Watching goes on whatever happens to it. */
class WatchedFilesTest {

	@Test
	void whatNobodyExpectedDoesNotEndTheWatch() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Counter taken = meters.counter("taken");
		Counter failed = meters.counter("failed");
		List<Path> files = new ArrayList<>();
		boolean[] broken = { false };
		WatchedFiles watched = new WatchedFiles(() -> {
			if (broken[0]) {
				throw new IllegalStateException("the folder went away while it was listed");
			}
			return List.copyOf(files);
		}, () -> {
		}, taken, failed);
		broken[0] = true;
		watched.check();
		assertThat(failed.count()).isEqualTo(1);
		broken[0] = false;
		files.add(Path.of("new.json"));
		watched.check();
		assertThat(taken.count()).isEqualTo(1);
	}

}
