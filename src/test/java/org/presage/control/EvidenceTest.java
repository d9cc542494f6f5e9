/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;

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
						schema.reward(), new OutageRule("Delay", "Buffer")),
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
	void kpiThatNeedsNoTrafficIsMissingFromIdleIntervals() {
		float[] noChannel = { NONE, 0, 20, 30 };
		assertThat(judge(noChannel, noChannel, noChannel, noChannel, noChannel)).isEqualTo(UnseenCause.OBJECTIVE);
		assertThat(this.evidence.detail(UnseenCause.OBJECTIVE, this.rules, null))
			.startsWith("the objective reads what is not measured: SINR in 0 of 5 reports (")
			.endsWith("; in 5 reports nothing is queued, but that shows an idle cell only with half of SINR, "
					+ "and nothing of what was sent");
	}

	@Test
	void fewReportsOfTrafficAreNotJudgedYet() {
		float[] begins = { 10, 500, 20, NONE };
		assertThat(judge(IDLE, IDLE, IDLE, begins, begins)).isNull();
		assertThat(judge(IDLE, IDLE, begins, begins, begins)).isEqualTo(UnseenCause.OBJECTIVE);
	}

	@Test
	void reportOfZerosMeasuresNothing() {
		float[] zero = { 0, 0, 0, 0 };
		assertThat(judge(zero, zero, zero, zero, zero)).isEqualTo(UnseenCause.NO_KPI);
		assertThat(this.evidence.detail(UnseenCause.NO_KPI, this.rules, null))
			.endsWith("; 5 reports are 0 throughout, which counts as not measured");
		assertThat(judge(BUSY, zero, zero, zero, zero)).isEqualTo(UnseenCause.OBJECTIVE);
		float[] noise = { 0.1f, 0, 0, 0 };
		assertThat(judge(noise, noise, noise, noise, noise)).isNull();
	}

	/** The built-in model, and a window of intervals in which nothing is queued. */
	private static @Nullable UnseenCause builtin(boolean @Nullable [] reportable, String... reported) {
		ModelManifest model = ModelPackage.manifest(Path.of("src/main/resources/models/default.presage"));
		KpiSchema schema = model.schema();
		float[] frame = new float[schema.size()];
		for (int k = 0; k < frame.length; k++) {
			frame[k] = List.of(reported).contains(schema.kpi(k).name()) ? (float) schema.kpi(k).max() : NONE;
		}
		frame[schema.indexOf("Buffer")] = 0;
		int window = model.network().window();
		CellWindows windows = new CellWindows(frame.length, window, 1, 1);
		int slot = windows.admit(new CellId("n", "c"), 0);
		for (int t = 0; t < window; t++) {
			windows.offer(slot, t, frame, 0);
		}
		return new Evidence(model, EvidenceSettings.DEFAULT).judge(windows, slot,
				new SliceRules(model, ControlSettings.defaults()).configured(""), reportable);
	}

	@Test
	void idleCellReportsItsChannel() {
		assertThat(builtin(null, "PRBs", "CQI", "RI", "PMI", "RSRQ", "RSRP", "RSSI", "SINR")).isNull();
		assertThat(builtin(null, "PRBs", "RSRQ", "RSRP", "RSSI", "SINR")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "RSRP", "RI", "SINR", "CQI", "PMI", "RSRP,RI", "RSRP,SINR", "RSRP,SINR,RI",
			"RSRP,SINR,RI,CQI,PMI,SE", "RSRP,SINR,RI,CQI,PMI,MCS,BLER" })
	void emptyQueueExcusesNoCellThatReportsLittleElse(String reported) {
		assertThat(builtin(null, ("PRBs," + reported).split(","))).isEqualTo(UnseenCause.OBJECTIVE);
	}

	@Test
	void idleCellReportsWhatItsNodeCanReport() {
		KpiSchema schema = KpiSchema.standard(100, 51);
		boolean[] reportable = new boolean[schema.size()];
		for (String kpi : List.of("MCS", "SINR", "PRBs", "Buffer", "BLER", "Delay")) {
			reportable[schema.indexOf(kpi)] = true;
		}
		assertThat(builtin(reportable, "PRBs", "SINR")).isNull();
		assertThat(builtin(reportable, "PRBs", "MCS")).isEqualTo(UnseenCause.OBJECTIVE);
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
