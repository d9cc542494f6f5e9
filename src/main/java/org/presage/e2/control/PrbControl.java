package org.presage.e2.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.rc.QuotaDialect;

/** The ways to tell a node how many PRBs a cell or its slices may have. */
public enum PrbControl {

	/** E2SM-CCC style 2, O-RRMPolicyRatio, addressed to the cell. */
	CCC("oran-e2sm-ccc", 4, new CccMessages()),

	/** E2SM-RC style 2 action 6, parameters as srsRAN reads them. */
	RC_A("oran-e2sm-rc", 3, new RcMessages(QuotaDialect.A)),

	/** The same, as FlexRIC and the OAI nodes after it read them. */
	RC_B("oran-e2sm-rc", 3, new RcMessages(QuotaDialect.B)),

	/**
	 * E2SM-RSM, SD-RAN's own: the weight of a slice that is there already, whose number
	 * is the SST. A message holds one slice.
	 */
	RSM("oran-e2sm-rsm", 102, new RsmMessages());

	private final String serviceModel;

	private final int number;

	private final ControlMessages messages;

	PrbControl(String serviceModel, int number, ControlMessages messages) {
		this.serviceModel = serviceModel;
		this.number = number;
		this.messages = messages;
	}

	/** Name of the service model as micro-ONOS has it. */
	public String serviceModel() {
		return this.serviceModel;
	}

	/**
	 * Last arc of the service model's OID, also the usual RAN function of srsRAN's nodes.
	 */
	public int serviceModelNumber() {
		return this.number;
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
		throw new InvalidInputException("control", "one of " + Arrays.toString(values()), name);
	}

	/** The control header. */
	public byte[] header(CellAllocation allocation) {
		return this.messages.header(allocation);
	}

	/** The control message. */
	public byte[] message(CellAllocation allocation) {
		return this.messages.message(allocation);
	}

	/**
	 * What a message asks for, as a node reads it.
	 * @throws org.presage.e2.asn1.CodecException if it is none
	 */
	public List<SlicePercent> read(byte[] message) {
		return read(message, Grammar.STANDARD);
	}

	/**
	 * The same as a node of that grammar reads it.
	 * @throws org.presage.e2.asn1.CodecException if it is none
	 */
	public List<SlicePercent> read(byte[] message, Grammar grammar) {
		return this.messages.read(message, grammar);
	}

}
