/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.common.CellGlobalId;

/**
 * CellControlled: the policies that a cell is to have.
 *
 * @param cell which one
 * @param changes one to 64 of them
 */
public record CellPolicies(CellGlobalId.Nr cell, List<Change> changes) {

	private static final int CELL_BITS = 36;

	public CellPolicies {
		changes = CccControl.some("changes", changes);
		if (cell.nci() >>> CELL_BITS != 0) {
			throw new InvalidInputException("nci", CELL_BITS + " bits", Long.toHexString(cell.nci()));
		}
	}

	/**
	 * Policies of a cell.
	 * @param before what they are now, in the same order; null if that is not known
	 */
	public static CellPolicies of(CellGlobalId.Nr cell, List<PolicyRatio> policies,
			@Nullable List<PolicyRatio> before) {
		if (before != null && before.size() != policies.size()) {
			throw new InvalidInputException("before", policies.size() + " policies", before.size());
		}
		return new CellPolicies(cell,
				IntStream.range(0, policies.size())
					.mapToObj((i) -> new Change((before != null ? before : policies).get(i), policies.get(i)))
					.toList());
	}

	/**
	 * ConfigurationStructureWrite: one policy's change.
	 *
	 * @param before what it is now; the same as {@code after} where that is not known,
	 * for the field is not optional and srsRAN reads it unseen
	 * @param after what it is to be
	 */
	public record Change(PolicyRatio before, PolicyRatio after) {
	}

}
