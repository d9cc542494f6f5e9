/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.server.config.NeighbourProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The file of neighbours is used as it is now. */
class NeighbourRelationTest {

	private static final String TWO = "cells:\n  - cell: a\n    neighbours:\n      - {cell: b}\n";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private Path write(String text) throws IOException {
		Path file = this.folder.resolve("n.yaml");
		Path whole = this.folder.resolve("whole.yaml");
		Files.writeString(whole, text);
		// In one piece, as editors and volumes do.
		return Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private NeighbourRelation relation(@Nullable Path file) {
		return new NeighbourRelation(new NeighbourProperties(file, 0, Duration.ofMillis(20)), this.meters);
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
			Thread.sleep(20);
		}
		assertThat(condition.getAsBoolean()).as("within 20 s").isTrue();
	}

	private double count(String name) {
		return this.meters.get(name).counter().count();
	}

	@Test
	void changedFileTakesEffectAndABrokenOneDoesNot() throws Exception {
		try (NeighbourRelation relation = relation(write(TWO))) {
			assertThat(relation.get().of("a")).extracting("cell").containsExactly("b");
			write(TWO + "      - {cell: c}\n");
			await(() -> relation.get().of("a").size() == 2);
			assertThat(count("wm.neighbours.reload")).isEqualTo(1);
			write(TWO + "      - {cell: a}\n");
			await(() -> count("wm.neighbours.reload.failed") == 1);
			assertThat(relation.get().of("a")).as("as before").hasSize(2);
			write("cells: []\n");
			await(() -> relation.get().isEmpty());
		}
	}

	@Test
	void nothingIsKnownWithoutAFile() {
		try (NeighbourRelation relation = relation(null)) {
			assertThat(relation.get().isEmpty()).isTrue();
		}
	}

	@Test
	void wrongFileStopsTheStartNamingKeyAndField() throws IOException {
		Path wrong = write("cells:\n  - cell: a\n    neighbours:\n      - {cell: b, couplingDb: loud}\n");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> relation(wrong))
			.satisfies((refused) -> assertThat(refused.getName()).isEqualTo("presage.neighbours.file"))
			.withMessageContaining("couplingDb");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> relation(this.folder.resolve("none.yaml")));
	}

}
