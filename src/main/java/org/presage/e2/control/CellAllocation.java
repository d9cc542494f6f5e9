/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;
import java.util.stream.IntStream;

import org.presage.base.PrbRatios;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.rc.SliceQuota;

/**
 * The PRBs of a cell's slices. The percentages of all slices are computed together:
 * raised one by one, they might together be more than the cell.
 *
 * @param cell the cell
 * @param cellPrbs PRBs of the carrier that percentages are of
 * @param slices the PRBs of each
 * @param ue a device of the cell, for messages that are addressed to one
 * @param grammar that the node speaks
 */
public record CellAllocation(CellGlobalId.Nr cell, int cellPrbs, List<SlicePrbs> slices, UeId ue, Grammar grammar) {

	/** For a node that speaks the standard grammar. */
	public CellAllocation(CellGlobalId.Nr cell, int cellPrbs, List<SlicePrbs> slices, UeId ue) {
		this(cell, cellPrbs, slices, ue, Grammar.STANDARD);
	}

	/**
	 * The ratios that give each slice at most its PRBs at a node of these rules. No ratio
	 * is 0 unless a policy says so: a node may apply another ratio than the one that
	 * carries the ceiling, and 0 would then stop the slice.
	 */
	public List<SliceQuota> quotas(ControlRules rules) {
		int[] least = this.slices.stream().mapToInt((slice) -> rules.least(slice.mayBeNone()).most()).toArray();
		int[] percents = PrbRatios.percents(this.slices.stream().mapToInt(SlicePrbs::prbs).toArray(), this.cellPrbs,
				least);
		return IntStream.range(0, percents.length)
			.mapToObj((i) -> quota(rules, this.slices.get(i), percents[i]))
			.toList();
	}

	private SliceQuota quota(ControlRules rules, SlicePrbs slice, int percent) {
		Integer prbs = slice.floor();
		int floor = (prbs != null) ? Math.ceilDiv(100 * prbs, this.cellPrbs) : 0;
		return rules.quota(slice.plmn(), slice.slice(), percent, floor, slice.mayBeNone());
	}

}
