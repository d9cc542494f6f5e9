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
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.kpi.CellId;
import org.presage.ric.CellIdentity;
import org.presage.ric.CellListing;
import org.presage.ric.RicNeighbours;
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
		return new NeighbourRelation(new NeighbourProperties(file, 0, Duration.ofMillis(20), false), this.meters);
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
	void fileCountsForTheCellsThatItNames() throws Exception {
		Path file = write("cells:\n  - cell: gnb:1/64/a\n    neighbours:\n      - {cell: x, couplingDb: -3}\n"
				+ "  - {cell: b}\n");
		try (NeighbourRelation relation = new NeighbourRelation(
				new NeighbourProperties(file, 0, Duration.ofMillis(20), true), this.meters)) {
			RicNeighbours ric = Objects.requireNonNull(relation.ofRic("the RIC"));
			ric.update(List.of(listed("gnb:1/64", "a", 1), listed("gnb:1/64", "b", 2), listed("n", "b", 3),
					listed("n", "c", 4)));
			assertThat(relation.get().of("gnb:1/64/a")).extracting("cell").containsExactly("x");
			assertThat(relation.get().of("gnb:1/64/b")).as("none, on any node").isEmpty();
			assertThat(relation.get().of("n/b")).isEmpty();
			assertThat(relation.get().of("n/c")).extracting("cell").containsExactly("gnb:1/64/a");
			write("cells: []\n");
			await(() -> relation.get().of("gnb:1/64/b").size() == 1);
			assertThat(relation.get().of("gnb:1/64/a")).as("lists itself").isEmpty();
		}
		try (NeighbourRelation relation = relation(file)) {
			assertThat(relation.ofRic("the RIC")).as("not asked for").isNull();
		}
	}

	/** A cell whose neighbour is the one of number 1. */
	private static CellListing listed(String node, String cell, long number) {
		return new CellListing(new CellId(node, cell), new CellIdentity(null, number),
				List.of(new CellIdentity(null, 1)), 0);
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
