/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.e2.asn1.Octets;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.sim.osc.KpmFunction;

import static org.assertj.core.api.Assertions.assertThat;

/** Numbers of the RAN functions that a node is addressed by. */
class RanFunctionsTest {

	private final RanFunctions functions = new RanFunctions(new OscSettings("h", 1,
			new RmrSettings("h", "127.0.0.1", 0, -1, null, null, 1, 1024, 100), 0, 1, 2, 4, 4, ""));

	@Test
	void areThoseOfTheNodeWhateverOidItGivesThem() {
		Octets definition = KpmFunction.offering(147, List.of("CQI")).definition();
		this.functions.learn(new NodeDetails("n", NodeDetails.CONNECTED,
				List.of(new NodeDetails.Function(3, 1, "1.3.6.1.4.1.53148.1.1.2.3", Octets.of()),
						new NodeDetails.Function(9, 1, "1.3.6.1.4.1.53148.1.6.2.4", Octets.of()),
						new NodeDetails.Function(147, 1, "OID123", definition)),
				List.of()));
		assertThat(this.functions.kpm("n")).isEqualTo(147);
		assertThat(this.functions.control("n")).hasValue(9);
	}

	@Test
	void areTheConfiguredOnesOfNodesThatNobodyKnows() {
		assertThat(this.functions.kpm("other")).isEqualTo(2);
		assertThat(this.functions.control("other")).hasValue(4);
	}

	@Test
	void findsNoControlFunctionThatTheNodeDoesNotList() {
		NodeDetails node = new NodeDetails("n", NodeDetails.CONNECTED,
				List.of(KpmFunction.offering(4, List.of("CQI")), new NodeDetails.Function(7, 1, "OID7", Octets.of())),
				List.of());
		this.functions.learn(node);
		assertThat(this.functions.control("n")).isEmpty();
		RanFunctions chosen = new RanFunctions(new OscSettings("h", 1,
				new RmrSettings("h", "127.0.0.1", 0, -1, null, null, 1, 1024, 100), 0, 1, 2, 7, 4, ""));
		chosen.learn(node);
		assertThat(chosen.control("n")).as("the number was chosen").hasValue(7);
	}

}
