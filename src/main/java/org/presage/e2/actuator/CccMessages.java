package org.presage.e2.actuator;

import java.util.List;

import org.presage.e2.ccc.CccControl;
import org.presage.e2.ccc.CccHeader;
import org.presage.e2.ccc.CellPolicies;
import org.presage.e2.ccc.PolicyRatio;
import org.presage.e2.ccc.ResourceType;

/** E2SM-CCC style 2, O-RRMPolicyRatio. */
final class CccMessages implements ControlMessages {

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

}
