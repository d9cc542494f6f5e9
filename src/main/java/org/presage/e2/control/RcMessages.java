package org.presage.e2.control;

import java.util.List;

import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.rc.RcControlHeader;
import org.presage.e2.sm.rc.QuotaDialect;
import org.presage.e2.sm.rc.SliceQuotas;

/**
 * E2SM-RC style 2 action 6.
 *
 * @param quotas in a dialect
 */
record RcMessages(SliceQuotas quotas) implements ControlMessages {

	RcMessages(QuotaDialect dialect) {
		this(new SliceQuotas(dialect));
	}

	@Override
	public byte[] header(CellAllocation allocation) {
		return RcControlHeader.TYPES.in(allocation.grammar())
			.encode(RcControlHeader.sliceQuota(allocation.ue()));
	}

	@Override
	public byte[] message(CellAllocation allocation) {
		return this.quotas.type(allocation.grammar()).encode(allocation.quotas());
	}

	@Override
	public List<SlicePercent> read(byte[] message, Grammar grammar) {
		return this.quotas.type(grammar).decode(message).stream().map(SlicePercent::of).toList();
	}

}
