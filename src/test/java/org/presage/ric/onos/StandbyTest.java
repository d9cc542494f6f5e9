/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.ric.EdgeSettings;
import org.presage.ric.Lease;
import org.presage.ric.TestNode;
import org.presage.sim.onos.OnosPeer;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** A server whose cells another one may own. */
class StandbyTest extends OnosFixture {

	/** A lease that is held when a report comes, and over when its control is sent. */
	private static final class EndingLease implements Lease {

		@Override
		public boolean held() {
			return StackWalker.getInstance()
				.walk((frames) -> frames.noneMatch((frame) -> frame.getClassName().endsWith(".CellActuator")));
		}

		@Override
		public void onceHeld(Runnable begin) {
			begin.run();
		}

	}

	/** A lease that a test gives and takes. */
	private static final class GivenLease implements Lease {

		private final List<Runnable> begins = new ArrayList<>();

		private volatile boolean held;

		@Override
		public boolean held() {
			return this.held;
		}

		@Override
		public void onceHeld(Runnable begin) {
			this.begins.add(begin);
		}

		void give() {
			this.held = true;
			this.begins.forEach(Runnable::run);
			this.begins.clear();
		}

	}

	@Test
	void subscribesOnceTheLeaseIsHeldAndStopsControlWhenItIsLost() throws IOException {
		GivenLease given = new GivenLease();
		this.lease = given;
		this.mode = ControlMode.ACTIVE;
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		for (int i = 0; i < 25; i++) {
			pause();
		}
		assertThat(started.transactions()).isEmpty();
		given.give();
		await(() -> started.transactions().size() == 2);
		this.node.catchUp();
		report(started, TestModels.WINDOW);
		reportUntil(started, ControlStage.TOOK_EFFECT);
		given.held = false;
		report(started, 1);
		int controls = arrived(started);
		Decision advice = report(started, 5);
		assertThat(advice.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(advice.control()).isNull();
		assertThat(started.asked(TestNode.ID, "control")).isEqualTo(controls);
		assertThat(this.meters.get("wm.e2.control.waiting").gauge().value()).isEqualTo(2);
		leave();
		// They are another server's by now.
		assertThat(started.transactions()).hasSize(2);
	}

	/** Controls, those too that were still on their way. */
	private static int arrived(OnosPeer at) {
		int before;
		int now = at.asked(TestNode.ID, "control");
		do {
			for (int i = 0; i < 25; i++) {
				pause();
			}
			before = now;
			now = at.asked(TestNode.ID, "control");
		}
		while (now > before);
		return now;
	}

	/**
	 * A process that stands still while it plans, and wakes up when the lease is over:
	 * whether it is held counts right before a control is sent.
	 */
	@Test
	void sendsNoControlWhenTheLeaseEndsWhileItPlans() throws IOException {
		this.lease = new EndingLease();
		this.mode = ControlMode.ACTIVE;
		OnosPeer started = running();
		Decision last = report(started, TestModels.WINDOW + 5);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.intent().advisory()).isFalse();
		pause();
		assertThat(started.asked(TestNode.ID, "control")).isZero();
	}

	/** Its subscriptions may be another server's, which a renewal would end. */
	@Test
	void renewsNothingWithoutTheLease() throws IOException {
		GivenLease given = new GivenLease();
		this.lease = given;
		given.held = true;
		this.timing = new EdgeSettings.Timing(500, 100, STALE_MS, 50);
		OnosPeer started = peer(0);
		adapter(started.port(), true);
		given.give();
		await(() -> started.transactions().size() == 2);
		await(() -> count("wm.e2.renewed", "reason", "silence") > 1);
		given.held = false;
		pause();
		int asked = started.asked(TestNode.ID, "subscription");
		started.breakStreams();
		for (int i = 0; i < 25; i++) {
			pause();
		}
		assertThat(started.asked(TestNode.ID, "subscription")).isEqualTo(asked);
		given.give();
		await(() -> started.asked(TestNode.ID, "subscription") > asked);
	}

}
