/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.nio.file.Path;
import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.kpi.NeighbourFile;
import org.presage.kpi.Neighbours;

/**
 * Whether the relation of cells can be read. Which cells report is not known before the
 * server runs, so that its names are shown.
 */
final class NeighbourCheck implements Check {

	private static final int EXAMPLES = 2;

	private final Path file;

	/**
	 * @param file with the relation
	 */
	NeighbourCheck(Path file) {
		this.file = file;
	}

	@Override
	public String name() {
		return "neighbours";
	}

	@Override
	public void look(Findings findings) {
		try {
			Neighbours relation = NeighbourFile.read(this.file);
			List<String> names = relation.cells().keySet().stream().limit(EXAMPLES).toList();
			if (relation.related() == 0) {
				findings.warn("presage.neighbours.file: no cell of " + this.file + " has a neighbour",
						"docs/neighbours.md describes the file.");
			}
			else {
				findings.ok("presage.neighbours.file: " + relation.related() + " cells have neighbours. Names such as "
						+ String.join(", ", names) + " must be those of reports: node/cell, or the cell without its "
						+ "node");
			}
		}
		catch (InvalidInputException ex) {
			findings.fail("presage.neighbours.file: " + ex.getMessage() + ": the server does not start",
					"docs/neighbours.md describes the file.");
		}
	}

}
