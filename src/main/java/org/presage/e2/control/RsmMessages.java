package org.presage.e2.control;

import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rsm.Direction;
import org.presage.e2.sm.rsm.RsmControl;
import org.presage.e2.sm.rsm.RsmHeader;
import org.presage.e2.sm.rsm.SliceConfig;

/** E2SM-RSM: the weight of a slice. A message holds one slice. */
final class RsmMessages implements ControlMessages {

	@Override
	public byte[] header(CellAllocation allocation) {
		return RsmHeader.TYPE.encode(new RsmHeader(RsmHeader.Command.SLICE_UPDATE));
	}

	@Override
	public byte[] message(CellAllocation allocation) {
		if (allocation.slices().size() != 1) {
			throw new InvalidInputException("slices", "1", allocation.slices().size());
		}
		SlicePercent slice = SlicePercent.of(allocation.quotas().getFirst());
		return RsmControl.TYPE.encode(RsmControl.Update.weight(slice.slice().sst(), Direction.DOWNLINK,
				SliceConfig.Scheduler.PROPORTIONALLY_FAIR, Math.max(1, slice.percent())));
	}

	@Override
	public List<SlicePercent> read(byte[] message, Grammar grammar) {
		if (RsmControl.TYPE.decode(message) instanceof RsmControl.Update update
				&& update.config().parameters().weight() instanceof Long weight) {
			return List.of(new SlicePercent(new Snssai((int) update.config().slice(), null), weight.intValue()));
		}
		throw new CodecException(CodecException.NO_OFFSET, "E2SM-RSM-ControlMessage",
				"expected an update of a slice's weight, found something else");
	}

}
