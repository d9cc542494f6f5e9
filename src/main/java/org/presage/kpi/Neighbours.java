/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * Which cells each cell hears. The relation has a direction: a cell may hear another one
 * that does not hear it.
 *
 * @param cells what each cell hears, by its name
 */
public record Neighbours(Map<String, List<Neighbour>> cells) {

	/** Of no cell anything is known. */
	public static final Neighbours NONE = new Neighbours(Map.of());

	/** Neighbours of a cell that count: those received best. */
	public static final int MOST = 6;

	/** Frames by which what a neighbour announced may be older than a cell's newest. */
	public static final int MOST_AGE = 3;

	public Neighbours {
		Map<String, List<Neighbour>> copy = new LinkedHashMap<>();
		cells.forEach((cell, neighbours) -> copy.put(cell, checked(cell, neighbours)));
		cells = copy;
	}

	/**
	 * A cell that another one hears.
	 *
	 * @param cell its name
	 * @param couplingDb how much weaker than its own signal the hearing cell receives it
	 * at the same power, in dB, negative if weaker; null if not known
	 */
	public record Neighbour(String cell, @Nullable Double couplingDb) {

		/** Largest size of a coupling, in dB. */
		private static final double MOST_DB = 200;

		/**
		 * @throws InvalidInputException naming the wrong field
		 */
		public Neighbour {
			requireName(cell);
			if (couplingDb != null && !(Math.abs(couplingDb) <= MOST_DB)) {
				throw new InvalidInputException("couplingDb", "-" + MOST_DB + " to " + MOST_DB + " dB", couplingDb);
			}
		}

		/** One whose coupling is not known. */
		public Neighbour(String cell) {
			this(cell, null);
		}

		double power() {
			return (this.couplingDb != null) ? Math.pow(10, this.couplingDb / 10) : 1;
		}

	}

	static void requireName(@Nullable String cell) {
		if (cell == null || cell.isBlank()) {
			throw new InvalidInputException("cell", "the name of a cell", (cell != null) ? '"' + cell + '"' : "none");
		}
	}

	/**
	 * @throws InvalidInputException if a cell is its own neighbour or has one twice, or
	 * the coupling of some only is known
	 */
	private static List<Neighbour> checked(String cell, List<Neighbour> neighbours) {
		requireName(cell);
		Set<String> seen = new HashSet<>();
		for (Neighbour neighbour : neighbours) {
			if (neighbour.cell().equals(cell)) {
				throw new InvalidInputException("neighbours", "other cells than " + cell, "the cell itself");
			}
			if (!seen.add(neighbour.cell())) {
				throw new InvalidInputException("neighbours", "each neighbour of " + cell + " once",
						neighbour.cell() + " twice");
			}
		}
		long known = neighbours.stream().filter((neighbour) -> neighbour.couplingDb() != null).count();
		if (known > 0 && known < neighbours.size()) {
			throw new InvalidInputException("couplingDb", "of all neighbours of " + cell + " or of none",
					"of " + known + " of " + neighbours.size());
		}
		List<Neighbour> sorted = new ArrayList<>(neighbours);
		// Stable: without couplings they keep their order.
		sorted.sort(Comparator.comparingDouble(Neighbour::power).reversed());
		return List.copyOf(sorted);
	}

	/** All neighbours of a cell, best received first; empty if it has none. */
	public List<Neighbour> of(String cell) {
		return this.cells.getOrDefault(cell, List.of());
	}

	/**
	 * The neighbours of a cell that count: the best received ones that are there.
	 * @param there whether anything is known of a cell
	 */
	public List<Neighbour> of(String cell, Predicate<String> there) {
		return of(cell).stream().filter((neighbour) -> there.test(neighbour.cell())).limit(MOST).toList();
	}

	/**
	 * Share of each of some neighbours of a cell in what it hears from them at the same
	 * power; equal shares where the coupling is not known. They sum to 1.
	 */
	public static double[] shares(List<Neighbour> neighbours) {
		double[] shares = neighbours.stream().mapToDouble(Neighbour::power).toArray();
		double sum = 0;
		for (double share : shares) {
			sum += share;
		}
		for (int i = 0; i < shares.length; i++) {
			shares[i] /= sum;
		}
		return shares;
	}

	/** Both relations, which have no cell in common. */
	public Neighbours with(Neighbours other) {
		Map<String, List<Neighbour>> all = new LinkedHashMap<>(this.cells);
		other.cells.forEach((cell, neighbours) -> {
			if (all.put(cell, neighbours) != null) {
				throw new InvalidInputException("neighbours", "each cell once", cell + " twice");
			}
		});
		return new Neighbours(all);
	}

	/** Whether nothing is known of any cell. */
	public boolean isEmpty() {
		return this.cells.isEmpty();
	}

	/** Cells that have a neighbour. */
	public int related() {
		return (int) this.cells.values().stream().filter((neighbours) -> !neighbours.isEmpty()).count();
	}

}
