/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.e2.control.PrbControl;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.sim.onos.OnosPeer;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Control that works, and the ways in which it does not. */
class OnosControlTest extends OnosFixture {

	@Test
	void adviceIsNotSent() throws IOException {
		OnosPeer running = running();
		Decision last = report(running, TestModels.WINDOW + 12);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(last.control()).isNull();
		assertThat(this.node.controls).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void controlInEveryEncodingTakesEffect(PrbControl control) throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.node = new TestNode(control);
		OnosPeer running = running();
		report(running, TestModels.WINDOW);
		await(() -> !this.node.controls.isEmpty());
		Decision last = reportUntil(running, ControlStage.TOOK_EFFECT);
		assertThat(last.outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(control(last).asked()).isBetween(30, 40);
		assertThat(control(last).seen()).isBetween(29, 40);
		await(() -> count("wm.control", "status", "acknowledged") > 0);
	}

	@Test
	void acknowledgedControlWithoutEffectIsDistrusted() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer running = running();
		running.faults().ignoreControl(true);
		report(running, TestModels.WINDOW);
		Decision last = reportUntil(running, ControlStage.NO_EFFECT);
		assertThat(last.outcome()).isEqualTo(Outcome.DISTRUSTED);
		assertThat(last.prbs()).isEqualTo(51);
	}

	@Test
	void refusalCarriesItsCause() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OnosPeer running = running();
		running.faults().refuseControl("ACTION_NOT_SUPPORTED");
		report(running, TestModels.WINDOW);
		assertThat(control(reportUntil(running, ControlStage.REFUSED)).cause())
			.isEqualTo("ABORTED: ric ACTION_NOT_SUPPORTED");
	}

	@Test
	void controlThatIsNotAnsweredTimesOut() throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.timing = new EdgeSettings.Timing(50, 10_000, STALE_MS, 500);
		OnosPeer running = running();
		running.faults().hangOnControl(true);
		report(running, TestModels.WINDOW);
		assertThat(control(reportUntil(running, ControlStage.TIMED_OUT)).cause()).startsWith("DEADLINE_EXCEEDED");
	}

}
