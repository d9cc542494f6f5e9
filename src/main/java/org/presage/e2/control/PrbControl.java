/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.presage.base.InvalidInputException;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.rc.QuotaDialect;
import org.presage.e2.sm.rc.SliceQuota;

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

	/** As the configuration has it, for example {@code rc-a}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
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

	/**
	 * How nodes of a dialect carry out this control. Where the dialect does not say,
	 * {@link #RC_B} puts the ceiling into all three ratios: the nodes that read it differ
	 * in the ratio that they apply.
	 */
	public ControlRules rules(Dialect dialect) {
		ControlRules own = dialect.control();
		if (own != null) {
			return (addressesDevice() && own.limits() == ControlRules.Limits.DEVICE) ? own.withoutFloor() : own;
		}
		return (this == RC_B) ? ControlRules.EVERY_RATIO : ControlRules.STANDARD;
	}

	/** Whether the message is addressed to a device, not to a cell or a slice. */
	public boolean addressesDevice() {
		return this == RC_A || this == RC_B;
	}

	/** The control header. */
	public byte[] header(CellAllocation allocation) {
		return this.messages.header(allocation);
	}

	/**
	 * The control messages, in the order in which they are to be sent: one for all
	 * slices, or one for each slice where the node reads only the first of a message.
	 */
	public List<byte[]> messages(CellAllocation allocation, ControlRules rules) {
		List<SliceQuota> quotas = allocation.quotas(rules);
		if (this.messages.severalSlices() && rules.groups() == ControlRules.Groups.ALL) {
			return List.of(this.messages.message(allocation, quotas, rules));
		}
		return quotas.stream().map((quota) -> this.messages.message(allocation, List.of(quota), rules)).toList();
	}

	/**
	 * What a message asks for, as a node of that grammar reads it.
	 * @throws org.presage.e2.asn1.CodecException if it is none
	 */
	public List<SliceRatios> read(byte[] message, ControlRules rules, Grammar grammar) {
		return this.messages.read(message, rules, grammar);
	}

}
