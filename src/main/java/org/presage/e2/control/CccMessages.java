/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;

import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.ccc.CccControl;
import org.presage.e2.sm.ccc.CccHeader;
import org.presage.e2.sm.ccc.CellPolicies;
import org.presage.e2.sm.ccc.PolicyRatio;
import org.presage.e2.sm.ccc.ResourceType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.rc.SliceQuota;

/** E2SM-CCC style 2, O-RRMPolicyRatio. */
final class CccMessages implements ControlMessages {

	@Override
	public byte[] header(CellAllocation allocation) {
		return CccHeader.CELLS.encode();
	}

	@Override
	public byte[] message(CellAllocation allocation, List<SliceQuota> quotas, ControlRules rules) {
		List<PolicyRatio> policies = quotas.stream()
			.map((quota) -> PolicyRatio.of(ResourceType.PRB_DL, quota))
			.toList();
		return new CccControl(List.of(CellPolicies.of(allocation.cell(), policies, null))).encode();
	}

	@Override
	public List<SliceRatios> read(byte[] message, ControlRules rules, Grammar grammar) {
		return CccControl.decode(message)
			.cells()
			.stream()
			.flatMap((cell) -> cell.changes().stream())
			.flatMap((change) -> change.after().quotas().stream())
			.map(SliceRatios::of)
			.toList();
	}

}
