/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.e2.control.CellAllocation;
import org.presage.e2.control.PrbControl;
import org.presage.e2.control.SlicePrbs;
import org.presage.e2.control.SliceRatios;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.ccc.CccControl;
import org.presage.e2.sm.ccc.CellPolicies;
import org.presage.e2.sm.ccc.PolicyMember;
import org.presage.e2.sm.ccc.PolicyRatio;
import org.presage.e2.sm.ccc.ResourceType;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.UeReports;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A simulated node carries out control, and misbehaves as real ones do. */
class KpmCellTest {

	private static final KpiSchema SCHEMA = KpiSchema.standard(100, 50);

	private static final Snssai SLICE = new Snssai(1, null);

	private static final CellGlobalId.Nr CELL = new CellGlobalId.Nr(Plmn.of("00101"), 0);

	private final ControlHabits habits = new ControlHabits();

	private KpmCell cell(String dialect, PrbControl control) {
		return new KpmCell(0, SCHEMA, Dialect.load(dialect), control, 50, this.habits);
	}

	private static void control(KpmCell cell, String dialect, PrbControl control, int prbs) {
		CellAllocation allocation = new CellAllocation(CELL, 50, List.of(new SlicePrbs(CELL.plmn(), SLICE, prbs)),
				new UeId.GnbDu(0, null));
		control.messages(allocation, control.rules(Dialect.load(dialect)))
			.forEach((message) -> cell.control(control.header(allocation), message));
	}

	private static byte[] ccc(int dedicated, int min, int max) {
		PolicyRatio ratio = new PolicyRatio(ResourceType.PRB_DL, List.of(new PolicyMember(CELL.plmn(), SLICE)), max,
				min, dedicated);
		return new CccControl(List.of(CellPolicies.of(CELL, List.of(ratio), null))).encode();
	}

	/** What each dialect sends gives a node of that kind the PRBs that were decided. */
	@ParameterizedTest
	@CsvSource({ "srsran, CCC, REFUSE_DEDICATED_ZERO", "srsran, CCC, APPLY_MAX", "srsran, RC_A, FIRST_GROUP",
			"srsran, RC_A, BOTH_DIRECTIONS", "oai, RC_B, APPLY_MIN", "xslice, RC_B, APPLY_DEDICATED",
			"standard, RC_B, APPLY_MIN", "standard, RC_B, APPLY_MAX", "standard, RC_B, APPLY_DEDICATED" })
	void dialectFitsTheHabitsOfItsNodes(String dialect, PrbControl control, ControlHabit habit) {
		this.habits.add(habit);
		KpmCell cell = cell(dialect, control);
		control(cell, dialect, control, 20);
		assertThat(cell.prbs()).isEqualTo(20);
		assertThat(cell.uplinkPrbs()).isEqualTo((habit == ControlHabit.BOTH_DIRECTIONS) ? 20 : 50);
	}

	/** The wrong dialect for a node shows: 1 % of 50 PRBs, or another slice. */
	@ParameterizedTest
	@CsvSource({ "standard, CCC, APPLY_MIN, 1", "standard, CCC, APPLY_DEDICATED, 1", "oai, RC_B, APPLY_DEDICATED, 1",
			"standard, CCC, ANOTHER_SLICE, 50" })
	void wrongDialectDoesNotFit(String dialect, PrbControl control, ControlHabit habit, int expected) {
		this.habits.add(habit);
		KpmCell cell = cell(dialect, control);
		control(cell, dialect, control, 20);
		assertThat(cell.prbs()).isEqualTo(expected);
	}

	@Test
	void dedicatedZeroIsTakenForMissing() {
		KpmCell cell = cell("srsran", PrbControl.CCC);
		cell.control(new byte[0], ccc(0, 0, 40));
		assertThat(cell.prbs()).as("a node without the habit").isEqualTo(20);
		this.habits.add(ControlHabit.REFUSE_DEDICATED_ZERO);
		assertThatThrownBy(() -> cell.control(new byte[0], ccc(0, 1, 60))).isInstanceOf(NodeRefusal.class)
			.hasMessage("misc unspecified");
		cell.control(new byte[0], ccc(1, 1, 60));
		assertThat(cell.prbs()).isEqualTo(30);
	}

	@Test
	void firstGroupAloneChanges() {
		SliceShares shares = new SliceShares(ControlRules.STANDARD, this.habits.add(ControlHabit.FIRST_GROUP));
		Snssai second = new Snssai(2, null);
		shares.apply(List.of(new SliceRatios(SLICE, 1, 1, 40), new SliceRatios(second, 1, 1, 60)), false);
		assertThat(shares.percents()).containsOnlyKeys(SLICE);
		this.habits.remove(ControlHabit.FIRST_GROUP);
		shares.apply(List.of(new SliceRatios(SLICE, 1, 1, 40), new SliceRatios(second, 1, 1, 60)), false);
		assertThat(shares.percents()).containsEntry(second, 60);
	}

	@Test
	void loadedCellRefusesAndAnIdleOneDoesNot() {
		this.habits.add(ControlHabit.REFUSE_UNDER_LOAD);
		KpmCell cell = cell("srsran", PrbControl.CCC);
		float[] kpis = new float[SCHEMA.size()];
		kpis[SCHEMA.actionIndex()] = 45;
		cell.message(kpis);
		assertThatThrownBy(() -> cell.control(new byte[0], ccc(1, 1, 40))).isInstanceOf(NodeRefusal.class);
		kpis[SCHEMA.actionIndex()] = 10;
		cell.message(kpis);
		cell.control(new byte[0], ccc(1, 1, 40));
		assertThat(cell.prbs()).isEqualTo(20);
	}

	@Test
	void reportHoldsWhatWasAskedForInItsOrder() {
		KpmCell cell = cell("oai", PrbControl.RC_B);
		List<Measurement> asked = List.of(Measurement.named("DRB.RlcSduDelayDl"), Measurement.named("RRU.PrbTotDl"));
		float[] kpis = new float[SCHEMA.size()];
		IndicationMessage message = IndicationMessage.TYPE
			.decode(cell.message(kpis, ActionDefinition.ofCell(asked, 100, null)));
		assertThat(((Report) message).measurements()).isEqualTo(asked);
		assertThat(((Report) message).data().getFirst().record()).hasSize(2);
		message = IndicationMessage.TYPE
			.decode(cell.message(kpis, ActionDefinition.ofUes(TestCondition.ANY, asked.subList(0, 1), 100, null)));
		assertThat(((UeReports) message).reports()).hasSize(3)
			.allSatisfy((ue) -> assertThat(ue.report().measurements()).isEqualTo(asked.subList(0, 1)));
	}

}
