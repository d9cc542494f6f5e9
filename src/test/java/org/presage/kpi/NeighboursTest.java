/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

/** Who hears whom, and its file. */
class NeighboursTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Neighbours read(String text) throws Exception {
		Path file = this.folder.resolve("n.yaml");
		Files.writeString(file, text);
		return NeighbourFile.read(file);
	}

	private static Neighbours.Neighbour at(String cell, double couplingDb) {
		return new Neighbours.Neighbour(cell, couplingDb);
	}

	@Test
	void sharesFollowTheCouplings() {
		Neighbours relation = new Neighbours(
				Map.of("a", List.of(at("b", -20), at("c", -10)), "b", List.of(at("a", -30))));
		assertThat(relation.of("a")).containsExactly(at("c", -10), at("b", -20));
		assertThat(Neighbours.shares(relation.of("a"))[0]).isCloseTo(10 / 11.0, offset(1e-12));
		assertThat(Neighbours.shares(relation.of("a"))[1]).isCloseTo(1 / 11.0, offset(1e-12));
		assertThat(Neighbours.shares(relation.of("b"))).containsExactly(1);
		assertThat(relation.of("c")).isEmpty();
		assertThat(Neighbours.shares(relation.of("c"))).isEmpty();
	}

	@Test
	void withoutCouplingsAllSharesAreEqual() {
		Neighbours relation = new Neighbours(
				Map.of("a", List.of(new Neighbours.Neighbour("c"), new Neighbours.Neighbour("b"))));
		assertThat(relation.of("a")).extracting(Neighbours.Neighbour::cell).containsExactly("c", "b");
		assertThat(Neighbours.shares(relation.of("a"))).containsExactly(0.5, 0.5);
	}

	@Test
	void ofAThousandTheStrongestThatAreThereCount() {
		List<Neighbours.Neighbour> many = IntStream.range(0, 1000)
			.mapToObj((n) -> at("n" + n, -100 + 0.01 * n))
			.toList();
		assertThat(new Neighbours(Map.of("a", many)).of("a", (cell) -> !cell.equals("n998")))
			.extracting(Neighbours.Neighbour::cell)
			.containsExactly("n999", "n997", "n996", "n995", "n994", "n993");
	}

	@Test
	void fileIsReadAsItWasWritten() throws Exception {
		Neighbours relation = new Neighbours(
				Map.of("gnb \"1\"/cell: 0", List.of(at("back\\slash", -12.5), at("#c", -17)), "alone", List.of(),
						"unknown", List.of(new Neighbours.Neighbour("null"))));
		Path file = this.folder.resolve("w.yaml");
		NeighbourFile.write(relation, "nothing", file);
		assertThat(NeighbourFile.read(file)).isEqualTo(relation);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{cells: [{cell: a, neighbours: [{cell: a}]}]} | other cells than a
			{cells: [{cell: a, neighbours: [{cell: b}, {cell: b}]}]} | b twice
			{cells: [{cell: a}, {cell: a}]} | a twice
			{cells: [{cell: a, neighbours: [{cell: b, couplingDb: -3}, {cell: c}]}]} | of 1 of 2
			{cells: [{cell: a, neighbours: [{cell: b, couplingDb: 1e9}]}]} | couplingDb
			{cells: [{cell: a, neighbours: [{cell: b, couplingDb: .nan}]}]} | nan
			{cells: [{cell: a, neighbours: [{cell: b, coupling: -3}]}]} | coupling
			{cells: [{cell: a, neighbours: [{couplingDb: -3}]}]} | the name of a cell
			{cells: [{cell: ' '}]} | the name of a cell
			{cells: [{cell: a, neighbours: [null]}]} | neighbours
			{cells: [null]} | cells
			{cells: 3} | cells
			{} | a list of cells
			'' | an empty file
			""")
	void wrongFileIsNamedWithItsField(String text, String said) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> read(text))
			.withMessageContaining("neighbour file")
			.withMessageContaining("n.yaml")
			.withMessageContaining(said);
	}

	@Test
	void fileThatCouldNotBeReadAgainIsNotWritten() {
		Map<String, List<Neighbours.Neighbour>> many = new HashMap<>();
		IntStream.range(0, 3001).forEach((n) -> many.put("c" + n, List.of()));
		Path file = this.folder.resolve("m.yaml");
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> NeighbourFile.write(new Neighbours(many), "nothing", file))
			.withMessageContaining("at most 3000 cells");
		assertThat(file).doesNotExist();
	}

	@Test
	void missingFileIsNamed() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> NeighbourFile.read(this.folder.resolve("none.yaml")))
			.withMessageContaining("none.yaml");
	}

}
