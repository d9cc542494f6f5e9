package org.presage.e2.control;

import java.util.List;
import java.util.stream.IntStream;

import org.presage.base.PrbRatios;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.rc.SliceQuota;

/**
 * What a cell's slices are to have, all of them in one message: raised one by one, they
 * might together be more than the cell.
 *
 * @param cell the cell
 * @param cellPrbs PRBs of its carrier
 * @param slices what each is to have
 * @param ue a device of the cell, for messages that are addressed to one
 * @param grammar that the node speaks
 */
public record CellAllocation(CellGlobalId.Nr cell, int cellPrbs, List<SlicePrbs> slices, UeId ue, Grammar grammar) {

	/** For a node that speaks the standard grammar. */
	public CellAllocation(CellGlobalId.Nr cell, int cellPrbs, List<SlicePrbs> slices, UeId ue) {
		this(cell, cellPrbs, slices, ue, Grammar.STANDARD);
	}

	/**
	 * The same as ratios. The count is a ceiling, so it becomes the most that the slice
	 * may have; nothing is dedicated to it, so that others may use what it leaves.
	 */
	public List<SliceQuota> quotas() {
		int[] percents = PrbRatios.percents(this.slices.stream().mapToInt(SlicePrbs::prbs).toArray(), this.cellPrbs);
		return IntStream.range(0, percents.length).mapToObj((i) -> quota(this.slices.get(i), percents[i])).toList();
	}

	private static SliceQuota quota(SlicePrbs slice, int percent) {
		Octets sd = slice.slice().sd();
		return new SliceQuota(slice.plmn(), slice.slice().sst(), sd, 0, percent, 0);
	}

}
