/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.base.Clock;
import org.presage.control.ControlFeedback;
import org.presage.control.ControlMode;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.RicIndication;
import org.presage.e2.control.CellAllocation;
import org.presage.e2.control.PrbControl;
import org.presage.e2.control.SlicePrbs;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.kpi.KpiSchema;
import org.presage.ric.CellTarget;
import org.presage.ric.ControlAnswer;
import org.presage.ric.EdgeSettings;
import org.presage.ric.TestNode;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.sim.e2.ControlHabit;
import org.presage.sim.e2.ControlHabits;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.osc.OscRic;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What real nodes do that no specification says. */
class NodeHabitsTest extends OscFixture {

	/** Late answers are not taken for those of the next control. */
	@Test
	void lateAnswersAreTimeoutsAndThenIgnored() throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.timing = new EdgeSettings.Timing(200, 10_000, STALE_MS, 500);
		OscRic running = running();
		this.node.habits().add(ControlHabit.LATE_ANSWER).add(ControlHabit.ANOTHER_SLICE);
		report(running, TestModels.WINDOW);
		reportUntil(running, ControlStage.TIMED_OUT);
		await(() -> ignored("unexpected_answer") >= 1);
		assertThat(count("wm.control", "status", "acknowledged")).isZero();
	}

	/** The node does what it is asked for, and says so too late. */
	@Test
	void effectCountsAlsoWhereTheAnswerIsLate() throws IOException {
		this.mode = ControlMode.ACTIVE;
		this.timing = new EdgeSettings.Timing(200, 10_000, STALE_MS, 500);
		OscRic running = running();
		this.node.habits().add(ControlHabit.LATE_ANSWER);
		report(running, TestModels.WINDOW);
		assertThat(reportUntil(running, ControlStage.TOOK_EFFECT).outcome()).isEqualTo(Outcome.PLANNED);
	}

	@Test
	void secondAnswerToAControlIsIgnored() throws IOException {
		running();
		this.node.habits().add(ControlHabit.ANSWER_TWICE);
		BlockingQueue<ControlFeedback> answers = new LinkedBlockingQueue<>();
		CellTarget target = new CellTarget(TestNode.ID, "standard", List.of(), FIRST);
		PrbControl control = this.node.control;
		CellAllocation allocation = new CellAllocation(new CellGlobalId.Nr(FIRST.plmn(), FIRST.nci()), TestNode.CARRIER,
				List.of(new SlicePrbs(FIRST.plmn(), new Snssai(1, null), 30)), new UeId.GnbDu(0, null));
		Objects.requireNonNull(this.client)
			.control(target, control.header(allocation), control.messages(allocation, ControlRules.STANDARD).getFirst(),
					new ControlAnswer(target.id(), 1, answers::add, () -> {
					}));
		await(() -> ignored("unexpected_answer") >= 1);
		assertThat(answers).singleElement().extracting(ControlFeedback::status).isEqualTo(ControlStage.ACKNOWLEDGED);
	}

	/** Not repeated at every report: three refusals, then a pause. */
	@Test
	void refusalsUnderLoadHoldTheCell() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OscRic running = running();
		this.node.habits().add(ControlHabit.REFUSE_UNDER_LOAD);
		report(running, TestModels.WINDOW);
		assertThat(reportUntil(running, ControlStage.REFUSED).control()).isNotNull();
		reportUntil(running, "pause", (last) -> last.outcome() == Outcome.DISTRUSTED);
		for (int i = 0; i < 20; i++) {
			report(running, 1);
			pause();
		}
		assertThat(report(running, 1).outcome()).isEqualTo(Outcome.DISTRUSTED);
		assertThat(this.node.refusals.get()).as("for two cells").isLessThanOrEqualTo(8);
	}

	@Test
	void controlThatChangesAnotherSliceHasNoEffect() throws IOException {
		this.mode = ControlMode.ACTIVE;
		OscRic running = running();
		this.node.habits().add(ControlHabit.ANOTHER_SLICE);
		report(running, TestModels.WINDOW);
		Decision last = reportUntil(running, ControlStage.NO_EFFECT);
		assertThat(last.outcome()).isEqualTo(Outcome.DISTRUSTED);
		assertThat(this.node.controls).isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "ANSWER_TWICE", "REFUSE_DEDICATED_ZERO", "FIRST_GROUP", "BOTH_DIRECTIONS", "APPLY_MAX" })
	void controlTakesEffectWithHabitsOfSrsRan(ControlHabit habit) throws IOException {
		this.mode = ControlMode.ACTIVE;
		OscRic running = running();
		this.node.habits().add(habit);
		report(running, TestModels.WINDOW);
		assertThat(reportUntil(running, ControlStage.TOOK_EFFECT).outcome()).isEqualTo(Outcome.PLANNED);
	}

	/** As the most used xApp library subscribes: no cell, and measurements of its own. */
	@Test
	void subscriptionWithoutACellGetsTheMeasurementsThatItAskedFor() throws IOException, InterruptedException {
		KpiSchema schema = KpiSchema.standard(100, 50);
		KpmCell cell = new KpmCell(3, schema, Dialect.load("srsran"), PrbControl.CCC, 50);
		BlockingQueue<RmrMessage> received = new LinkedBlockingQueue<>();
		try (OscRic ric = new OscRic(0, 0, List.of(cell), Clock.SYSTEM); RmrEndpoint xapp = xapp(received)) {
			List<Measurement> asked = List.of(Measurement.named("DRB.RlcSduDelayDl"), Measurement.named("CQI"));
			ric.termination()
				.subscribe("127.0.0.1:" + xapp.port(), cell.id(), 2, 1,
						ActionDefinition.TYPE.encode(ActionDefinition.ofCell(asked, 100, null)));
			assertThat(ric.termination().definition(cell.cell())).isNotNull();
			float[] kpis = new float[schema.size()];
			ric.indicate(cell.cell(), cell.header(1), (definition) -> cell.message(kpis, definition));
			RmrMessage message = received.poll(10, TimeUnit.SECONDS);
			assertThat(message).isNotNull();
			RicIndication indication = (RicIndication) E2apPdu.TYPE.decode(message.payload());
			Report report = (Report) IndicationMessage.TYPE.decode(indication.message().toBytes());
			assertThat(report.measurements()).isEqualTo(asked);
		}
	}

	private static RmrEndpoint xapp(BlockingQueue<RmrMessage> received) throws IOException {
		RmrEndpoint endpoint = new RmrEndpoint(
				new RmrSettings("127.0.0.1", "127.0.0.1", 0, -1, null, null, 100, 1 << 16, 200),
				(message, reply) -> received.add(message), Clock.SYSTEM, new SimpleMeterRegistry(),
				new SplittableRandom(1));
		endpoint.start();
		return endpoint;
	}

	@Test
	void format4AbortsANodeThatComesBackLater() throws IOException {
		KpmCell cell = new KpmCell(3, KpiSchema.standard(100, 50), Dialect.load("oai"), PrbControl.RC_B, 50,
				new ControlHabits().add(ControlHabit.ABORT_ON_FORMAT4));
		List<Measurement> asked = List.of(Measurement.named("RRU.PrbTotDl"));
		byte[] each = ActionDefinition.TYPE.encode(ActionDefinition.ofUes(TestCondition.ANY, asked, 100, null));
		byte[] whole = ActionDefinition.TYPE.encode(ActionDefinition.ofCell(asked, 100, null));
		try (OscRic ric = new OscRic(0, 0, List.of(cell), Clock.SYSTEM)) {
			ric.termination().subscribe("127.0.0.1:1", cell.id(), 2, 1, whole);
			assertThatThrownBy(() -> ric.termination().subscribe("127.0.0.1:1", cell.id(), 2, 1, each))
				.hasMessageContaining("no answer");
			assertThat(ric.termination().subscriptions()).isEmpty();
			assertThatThrownBy(() -> ric.termination().subscribe("127.0.0.1:1", cell.id(), 2, 1, whole))
				.hasMessageContaining("no E2 connection");
			await(() -> {
				try {
					return ric.termination().subscribe("127.0.0.1:1", cell.id(), 2, 1, whole) > 0;
				}
				catch (IllegalArgumentException ex) {
					return false;
				}
			});
			assertThat(ric.termination().aborts()).isEqualTo(1);
		}
	}

	@Test
	void oaiSurvivesTheConditionOfItsDialectOnly() throws IOException {
		Dialect oai = Dialect.load("oai");
		KpmCell cell = new KpmCell(3, KpiSchema.standard(100, 50), oai, PrbControl.RC_B, 50,
				new ControlHabits().add(ControlHabit.ABORT_ON_CONDITION));
		List<Measurement> asked = List.of(Measurement.named("RRU.PrbTotDl"));
		TestCondition slice = oai.condition(new Snssai(1, null), Grammar.Family.STANDARD);
		byte[] ofSlice = ActionDefinition.TYPE.encode(ActionDefinition.ofUes(slice, asked, 100, null));
		byte[] ofAll = ActionDefinition.TYPE.encode(ActionDefinition.ofUes(TestCondition.ANY, asked, 100, null));
		try (OscRic ric = new OscRic(0, 0, List.of(cell), Clock.SYSTEM)) {
			assertThat(ric.termination().subscribe("127.0.0.1:1", cell.id(), 2, 1, ofSlice)).isPositive();
			assertThatThrownBy(() -> ric.termination().subscribe("127.0.0.1:1", cell.id(), 2, 1, ofAll))
				.hasMessageContaining("no answer");
			assertThat(ric.termination().aborts()).isEqualTo(1);
		}
	}

}
