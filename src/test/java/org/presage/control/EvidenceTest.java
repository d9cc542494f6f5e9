/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In an interval in which nothing is queued there is nothing to measure of what is sent;
 * that excuses no node that reports nothing else. The KPIs are SINR, Buffer, PRBs, Delay.
 */
class EvidenceTest {

	private static final float NONE = Float.NaN;

	private static final float[] IDLE = { 10, 0, 20, NONE };

	private static final float[] IDLE_ALONE = { NONE, 0, 20, NONE };

	private static final float[] BUSY = { 10, 1000, 20, 30 };

	private final ModelManifest manifest = withOutage(TestModels.manifest("a"));

	private final Evidence evidence = new Evidence(this.manifest, EvidenceSettings.DEFAULT);

	private final SliceRules.Rules rules = new SliceRules(this.manifest, ControlSettings.defaults()).configured("");

	private static ModelManifest withOutage(ModelManifest of) {
		KpiSchema schema = of.schema();
		return new ModelManifest(of.format(), of.version(), of.created(), of.network(),
				new KpiSchema(schema.name(), schema.stepMs(), schema.action(), schema.kpis(), schema.sla(),
						schema.reward(), new OutageRule("SINR", "Buffer")),
				of.scaler(), of.actionMin(), of.actionMax(), of.observed(), of.calibration(), of.training(),
				of.metrics(), of.sha256());
	}

	private @Nullable UnseenCause judge(float[]... frames) {
		CellWindows windows = new CellWindows(4, TestModels.WINDOW, 1, 1);
		int slot = windows.admit(new CellId("n", "c"), 0);
		for (int t = 0; t < frames.length; t++) {
			windows.offer(slot, t, frames[t], 0);
		}
		return this.evidence.judge(windows, slot, this.rules, null);
	}

	@Test
	void absentKpisOfIdleIntervalsAreNotMissing() {
		assertThat(judge(IDLE, IDLE, IDLE, IDLE, IDLE)).isNull();
		assertThat(judge(BUSY, IDLE, IDLE, IDLE, IDLE)).isNull();
	}

	@Test
	void cellThatReportsOnlyThatNothingIsQueuedIsNotSeen() {
		assertThat(judge(IDLE_ALONE, IDLE_ALONE, IDLE_ALONE, IDLE_ALONE, IDLE_ALONE)).isEqualTo(UnseenCause.NO_KPI);
		assertThat(this.evidence.detail(UnseenCause.NO_KPI, this.rules, null))
			.startsWith("no KPI of the model but Buffer is measured in 5 reports");
	}

	@Test
	void absentKpisOfIdleIntervalsAreImputed() {
		float[] windows = new float[4 * TestModels.WINDOW];
		for (int t = 0; t < TestModels.WINDOW; t++) {
			System.arraycopy((t == 0) ? BUSY : IDLE, 0, windows, 4 * t, 4);
		}
		float[] imputed = new float[4];
		this.evidence.imputed(windows, imputed, 0);
		assertThat(imputed).containsExactly(0, 0, 0, 0.8f);
	}

}
