/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import org.presage.base.InvalidInputException;

/**
 * The part of the cells that one of several replicas looks after. A cell belongs with all
 * its slices to the replica CRC-32 (ISO-HDLC, as zlib's) of {@code node/cell} in UTF-8,
 * modulo the number of replicas: who sends reports can tell it too.
 *
 * @param count of replicas, at least 1
 * @param index of this one, 0 to count − 1
 * @param peers address of a replica, with {@code {index}} in place of its index; empty if
 * not known
 */
public record CellShare(int count, int index, String peers) {

	/** The only replica there is. */
	public static final CellShare ALL = new CellShare(1, 0, "");

	private static final String INDEX = "{index}";

	/**
	 * @throws InvalidInputException naming the wrong field
	 */
	public CellShare {
		if (count < 1) {
			throw new InvalidInputException("count", "1 or more", count);
		}
		if (index < 0 || index >= count) {
			throw new InvalidInputException("index", "0 to " + (count - 1) + " (count is " + count + ')', index);
		}
		if (!peers.isEmpty() && !peers.contains(INDEX)) {
			throw new InvalidInputException("peers", "an address with " + INDEX + " in it", '"' + peers + '"');
		}
	}

	/** Index of the replica that a cell, or a slice of it, belongs to. */
	public int owner(CellId cell) {
		CRC32 hash = new CRC32();
		hash.update(cell.node().getBytes(StandardCharsets.UTF_8));
		hash.update('/');
		hash.update(cell.cell().getBytes(StandardCharsets.UTF_8));
		return (int) (hash.getValue() % this.count);
	}

	/** Whether a cell belongs to this replica. */
	public boolean owns(CellId cell) {
		return this.count == 1 || owner(cell) == this.index;
	}

	/**
	 * @throws InvalidInputException naming the replica that the cell belongs to, unless
	 * it is this one
	 */
	public void admit(CellId cell) {
		if (!owns(cell)) {
			int owner = owner(cell);
			String address = this.peers.isEmpty() ? ""
					: " (" + this.peers.replace(INDEX, Integer.toString(owner)) + ')';
			throw new InvalidInputException("cell", "a cell of " + this,
					cell.whole() + ", which replica " + owner + " owns" + address);
		}
	}

	@Override
	public String toString() {
		return "replica " + this.index + " of " + this.count;
	}

}
