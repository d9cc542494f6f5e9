/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;

import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.rc.QuotaDialect;
import org.presage.e2.sm.rc.RcControlHeader;
import org.presage.e2.sm.rc.SliceQuota;
import org.presage.e2.sm.rc.SliceQuotas;

/**
 * E2SM-RC style 2 action 6.
 *
 * @param dialect which parameters
 */
record RcMessages(QuotaDialect dialect) implements ControlMessages {

	@Override
	public byte[] header(CellAllocation allocation) {
		return RcControlHeader.TYPES.in(allocation.grammar()).encode(RcControlHeader.sliceQuota(allocation.ue()));
	}

	@Override
	public byte[] message(CellAllocation allocation, List<SliceQuota> quotas, ControlRules rules) {
		return quotas(rules).type(allocation.grammar()).encode(quotas);
	}

	@Override
	public List<SliceRatios> read(byte[] message, ControlRules rules, Grammar grammar) {
		return quotas(rules).type(grammar).decode(message).stream().map(SliceRatios::of).toList();
	}

	private SliceQuotas quotas(ControlRules rules) {
		SliceQuotas usual = new SliceQuotas(this.dialect);
		return new SliceQuotas(this.dialect, (rules.sst() != null) ? rules.sst() : usual.sst(),
				(rules.sd() != null) ? rules.sd() : usual.sd());
	}

}
