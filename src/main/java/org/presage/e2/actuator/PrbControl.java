package org.presage.e2.actuator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.presage.e2.ccc.CccControl;
import org.presage.e2.ccc.CccHeader;
import org.presage.e2.ccc.CellPolicies;
import org.presage.e2.ccc.PolicyRatio;
import org.presage.e2.ccc.ResourceType;
import org.presage.e2.common.Snssai;
import org.presage.e2.per.CodecException;
import org.presage.e2.rc.ControlHeader;
import org.presage.e2.rc.QuotaDialect;
import org.presage.e2.rc.SliceQuotas;
import org.presage.e2.rsm.Direction;
import org.presage.e2.rsm.RsmControl;
import org.presage.e2.rsm.RsmHeader;
import org.presage.e2.rsm.SliceConfig;

/** The ways to tell a node how many PRBs a cell or its slices may have. */
public enum PrbControl {

	/** E2SM-CCC style 2, O-RRMPolicyRatio, addressed to the cell. */
	CCC("oran-e2sm-ccc") {
		@Override
		public byte[] header(CellAllocation allocation) {
			return CccHeader.CELLS.encode();
		}

		@Override
		public byte[] message(CellAllocation allocation) {
			List<PolicyRatio> policies = allocation.quotas()
				.stream()
				.map((quota) -> PolicyRatio.of(ResourceType.PRB_DL, quota))
				.toList();
			return new CccControl(List.of(CellPolicies.of(allocation.cell(), policies, null))).encode();
		}

		@Override
		public List<SlicePercent> read(byte[] message) {
			return CccControl.decode(message)
				.cells()
				.stream()
				.flatMap((cell) -> cell.changes().stream())
				.flatMap((change) -> change.after().quotas().stream())
				.map(SlicePercent::of)
				.toList();
		}
	},

	/** E2SM-RC style 2 action 6, parameters as srsRAN reads them. */
	RC_A("oran-e2sm-rc") {
		@Override
		public byte[] header(CellAllocation allocation) {
			return ControlHeader.TYPE.encode(ControlHeader.sliceQuota(allocation.ue()));
		}

		@Override
		public byte[] message(CellAllocation allocation) {
			return new SliceQuotas(QuotaDialect.A).type().encode(allocation.quotas());
		}

		@Override
		public List<SlicePercent> read(byte[] message) {
			return new SliceQuotas(QuotaDialect.A).type().decode(message).stream().map(SlicePercent::of).toList();
		}
	},

	/** The same, as FlexRIC and the OAI nodes after it read them. */
	RC_B("oran-e2sm-rc") {
		@Override
		public byte[] header(CellAllocation allocation) {
			return RC_A.header(allocation);
		}

		@Override
		public byte[] message(CellAllocation allocation) {
			return new SliceQuotas(QuotaDialect.B).type().encode(allocation.quotas());
		}

		@Override
		public List<SlicePercent> read(byte[] message) {
			return new SliceQuotas(QuotaDialect.B).type().decode(message).stream().map(SlicePercent::of).toList();
		}
	},

	/**
	 * E2SM-RSM, SD-RAN's own: the weight of a slice that is there already, whose number
	 * is the SST. A message holds one slice.
	 */
	RSM("oran-e2sm-rsm") {
		@Override
		public byte[] header(CellAllocation allocation) {
			return RsmHeader.TYPE.encode(update(allocation).header());
		}

		@Override
		public byte[] message(CellAllocation allocation) {
			return RsmControl.TYPE.encode(update(allocation));
		}

		private static RsmControl update(CellAllocation allocation) {
			if (allocation.slices().size() != 1) {
				throw new IllegalArgumentException("slices: expected 1, found " + allocation.slices().size());
			}
			SlicePercent slice = SlicePercent.of(allocation.quotas().getFirst());
			return RsmControl.Update.weight(slice.slice().sst(), Direction.DOWNLINK,
					SliceConfig.Scheduler.PROPORTIONALLY_FAIR, Math.max(1, slice.percent()));
		}

		@Override
		public List<SlicePercent> read(byte[] message) {
			if (RsmControl.TYPE.decode(message) instanceof RsmControl.Update update
					&& update.config().parameters().weight() instanceof Long weight) {
				return List.of(new SlicePercent(new Snssai((int) update.config().slice(), null), weight.intValue()));
			}
			throw new CodecException(CodecException.NO_OFFSET, "E2SM-RSM-ControlMessage",
					"expected an update of a slice's weight, found something else");
		}
	};

	private final String serviceModel;

	PrbControl(String serviceModel) {
		this.serviceModel = serviceModel;
	}

	/** Name of the service model as micro-ONOS has it. */
	public String serviceModel() {
		return this.serviceModel;
	}

	/**
	 * The one of a name as the configuration has it, as {@code rc-a}.
	 * @throws IllegalArgumentException if there is none
	 */
	public static PrbControl of(String name) {
		for (PrbControl control : values()) {
			if (control.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_'))) {
				return control;
			}
		}
		throw new IllegalArgumentException("control: expected one of " + Arrays.toString(values()) + ", found " + name);
	}

	/** The control header. */
	public abstract byte[] header(CellAllocation allocation);

	/** The control message. */
	public abstract byte[] message(CellAllocation allocation);

	/**
	 * What a message asks for, as a node reads it.
	 * @throws org.presage.e2.per.CodecException if it is none
	 */
	public abstract List<SlicePercent> read(byte[] message);

}
