/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.WholeFile;
import org.presage.base.YamlFile;

/**
 * {@link Neighbours} in YAML: <pre>
 * cells:
 *   - cell: cell0
 *     neighbours:
 *       - {cell: cell1, couplingDb: -17.3}
 * </pre>
 *
 * @param cells with their neighbours
 */
public record NeighbourFile(@Nullable List<Cell> cells) {

	private static final String KIND = "neighbour file";

	/** Whose file has less than 100,000 values. */
	private static final int MOST_CELLS = 3000;

	/**
	 * A cell and what it hears.
	 *
	 * @param cell its name, as of a series of a trace
	 * @param neighbours none if left out
	 */
	public record Cell(String cell, @Nullable List<Neighbours.Neighbour> neighbours) {

		public Cell {
			Neighbours.requireName(cell);
			requireAll("neighbours of " + cell, neighbours);
		}

	}

	public NeighbourFile {
		requireAll("cells", cells);
	}

	private static void requireAll(String field, @Nullable List<?> entries) {
		if (entries != null && entries.stream().anyMatch(Objects::isNull)) {
			throw new InvalidInputException(field, "entries with the name of a cell", "an empty one");
		}
	}

	/**
	 * Reads a file.
	 * @throws InvalidInputException naming file, line and key
	 */
	public static Neighbours read(Path file) {
		NeighbourFile content = YamlFile.read(KIND, file, NeighbourFile.class);
		if (content.cells == null) {
			throw new InvalidInputException(KIND + " " + file + ": cells", "a list of cells", "none");
		}
		Map<String, List<Neighbours.Neighbour>> cells = new LinkedHashMap<>();
		try {
			for (Cell cell : content.cells) {
				if (cells.put(cell.cell(), (cell.neighbours() != null) ? cell.neighbours() : List.of()) != null) {
					throw new InvalidInputException("cells", "each cell once", cell.cell() + " twice");
				}
			}
			return new Neighbours(cells);
		}
		catch (InvalidInputException ex) {
			throw ex.inside(KIND + " " + file + ": ");
		}
	}

	/**
	 * Writes a file.
	 * @param reference what couplings are relative to, for its reader
	 * @throws InvalidInputException naming the file if it cannot be written, or has too
	 * many cells
	 */
	public static void write(Neighbours neighbours, String reference, Path file) {
		StringBuilder text = new StringBuilder(
				"# What each cell hears; coupling in dB relative to " + reference + ".\ncells:\n");
		neighbours.cells().forEach((cell, received) -> {
			text.append("  - cell: ").append(quoted(cell)).append("\n    neighbours:");
			text.append(received.isEmpty() ? " []\n" : "\n");
			received.forEach((neighbour) -> text.append("      - {cell: ")
				.append(quoted(neighbour.cell()))
				.append((neighbour.couplingDb() != null)
						? String.format(Locale.ROOT, ", couplingDb: %.1f", neighbour.couplingDb()) : "")
				.append("}\n"));
		});
		if (neighbours.cells().size() > MOST_CELLS || text.length() > YamlFile.MOST_OCTETS) {
			throw new InvalidInputException(KIND + " " + file,
					"at most " + MOST_CELLS + " cells in " + YamlFile.MOST_OCTETS + " octets, which can be read again",
					neighbours.cells().size() + " cells in " + text.length());
		}
		try {
			WholeFile.write(file, text.toString());
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
	}

	private static String quoted(String name) {
		return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
