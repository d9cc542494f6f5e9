/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.presage.e2.ap.Cause;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.RicControlAcknowledge;
import org.presage.e2.ap.RicControlFailure;
import org.presage.e2.ap.RicControlRequest;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.sim.e2.ControlHabit;
import org.presage.sim.e2.ControlHabits;
import org.presage.sim.e2.Faults;
import org.presage.sim.e2.NodeRefusal;
import org.presage.sim.e2.PeerNode;

/**
 * Control requests as nodes answer them: at once and once, or by their habits.
 *
 * @param termination that the answers go through
 * @param faults of the termination
 */
record PeerControls(OscPeer termination, Faults faults) {

	void carryOut(PeerNode node, RicControlRequest asked) {
		if (this.faults.hangs()) {
			return;
		}
		String refusal = this.faults.refusal();
		if (refusal != null) {
			refuse(node, asked, Cause.of(refusal));
			return;
		}
		try {
			if (!this.faults.ignoresControl()) {
				node.control(asked.header().toBytes(), asked.message().toBytes());
			}
			answer(node, asked, RmrTypes.CONTROL_ACKNOWLEDGE,
					new RicControlAcknowledge(asked.request(), asked.function(), null, null));
		}
		catch (NodeRefusal ex) {
			refuse(node, asked, Cause.of(String.valueOf(ex.getMessage())));
		}
		catch (IllegalArgumentException ex) {
			refuse(node, asked, Cause.of("ricRequest control-message-invalid"));
		}
	}

	private void refuse(PeerNode node, RicControlRequest asked, Cause cause) {
		answer(node, asked, RmrTypes.CONTROL_FAILURE,
				new RicControlFailure(asked.request(), asked.function(), null, cause, null));
	}

	private void answer(PeerNode node, RicControlRequest asked, int type, E2apMessage message) {
		Runnable sending = () -> {
			int times = node.habits().has(ControlHabit.ANSWER_TWICE) ? 2 : 1;
			for (int time = 0; time < times; time++) {
				this.termination.send(type, asked.request().instance(), node.id(), message);
			}
		};
		if (node.habits().has(ControlHabit.LATE_ANSWER)) {
			CompletableFuture.delayedExecutor(ControlHabits.LATE_MS, TimeUnit.MILLISECONDS).execute(sending);
		}
		else {
			sending.run();
		}
	}

}
