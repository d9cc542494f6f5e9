/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rc.SliceQuota;
import org.presage.e2.sm.rsm.Direction;
import org.presage.e2.sm.rsm.RsmControl;
import org.presage.e2.sm.rsm.RsmHeader;
import org.presage.e2.sm.rsm.SliceConfig;

/** E2SM-RSM: the weight of a slice, 1 to 100. A message holds one slice. */
final class RsmMessages implements ControlMessages {

	@Override
	public boolean severalSlices() {
		return false;
	}

	@Override
	public byte[] header(CellAllocation allocation) {
		return RsmHeader.TYPE.encode(new RsmHeader(RsmHeader.Command.SLICE_UPDATE));
	}

	@Override
	public byte[] message(CellAllocation allocation, List<SliceQuota> quotas, ControlRules rules) {
		SliceQuota quota = quotas.getFirst();
		return RsmControl.TYPE.encode(RsmControl.Update.weight(quota.sst(), Direction.DOWNLINK,
				SliceConfig.Scheduler.PROPORTIONALLY_FAIR, Math.max(1, quota.max())));
	}

	@Override
	public List<SliceRatios> read(byte[] message, ControlRules rules, Grammar grammar) {
		if (RsmControl.TYPE.decode(message) instanceof RsmControl.Update update
				&& update.config().parameters().weight() instanceof Long weight) {
			int percent = weight.intValue();
			return List.of(new SliceRatios(new Snssai((int) update.config().slice(), null), percent, percent, percent));
		}
		throw new CodecException(CodecException.NO_OFFSET, "E2SM-RSM-ControlMessage", "an update of a slice's weight",
				"something else");
	}

}
