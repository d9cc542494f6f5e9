package org.presage.sim.osc;

import java.util.List;

import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.kpm.RanFunction.Advertised;
import org.presage.e2.sm.kpm.RanFunction.Name;
import org.presage.e2.sm.kpm.RanFunction.ReportStyle;
import org.presage.e2.sm.kpm.RanFunction.TriggerStyle;
import org.presage.ric.osc.NodeDetails;

/** E2SM-KPM as a node offers it in its E2 setup. */
public final class KpmFunction {

	private static final String OID = "1.3.6.1.4.1.53148.1.2.2.2";

	private KpmFunction() {
	}

	/**
	 * Periodic reports of a cell (style 1) and of its devices (style 4).
	 * @param id RAN function id, 0 to 4095
	 * @param measurements that both may hold
	 */
	public static NodeDetails.Function offering(int id, List<String> measurements) {
		List<Advertised> list = measurements.stream().map((name) -> new Advertised(name, null, null)).toList();
		RanFunction function = new RanFunction(new Name("ORAN-E2SM-KPM", OID, "KPM Monitor", null),
				List.of(new TriggerStyle(1, "Periodic report", 1)),
				List.of(new ReportStyle(1, "E2 Node Measurement", 1, list, 1, 1),
						new ReportStyle(4, "Common Condition-based, UE-level Measurement", 4, list, 1, 3)));
		return new NodeDetails.Function(id, 1, OID, Octets.of(RanFunction.TYPE.encode(function)));
	}

}
