/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class KpiSchemaTest {

	private final KpiSchema schema = KpiSchema.standard(100, 51);

	@Test
	void standardSchemaHasTheThirteenKpisInTheirOrder() {
		assertThat(this.schema.kpis()).extracting(Kpi::name)
			.containsExactly("MCS", "CQI", "RI", "PMI", "Buffer", "PRBs", "RSRQ", "RSRP", "RSSI", "SINR", "SE", "BLER",
					"Delay");
		assertThat(this.schema.targets()).isEqualTo(12);
		assertThat(this.schema.targetOf("PRBs")).isEqualTo(-1);
		assertThat(this.schema.targetOf("Delay")).isEqualTo(11);
		for (int y = 0; y < 12; y++) {
			assertThat(this.schema.targetOf(this.schema.kpi(this.schema.frameIndex(y)).name())).isEqualTo(y);
		}
	}

	@Test
	void namesWhatIsWrong() {
		Kpi kpi = new Kpi("SINR", "dB", -30, 60, null);
		assertThatThrownBy(() -> new KpiSchema("s", 100, "PRBs", List.of(kpi), null, null))
			.hasMessage("action: expected one of the KPIs [SINR], found PRBs");
		assertThatThrownBy(() -> new KpiSchema("s", 0, "SINR", List.of(kpi, kpi), null, null))
			.hasMessageContaining("SINR twice");
		assertThatThrownBy(() -> new Kpi("X", "", 5, 5, null)).hasMessageContaining("kpis[X].min");
	}

	private KpiSchema with(SlaRule... rules) {
		return this.schema.withSla(List.of(rules));
	}

	@Test
	void rulesThatSayNothingAreRefused() {
		assertThatThrownBy(() -> with(new SlaRule("Delay", null, -5.0)))
			.hasMessage("sla[Delay]: expected bounds that a value of 0.0 to 60000.0 can keep, found null to -5.0");
		assertThatThrownBy(() -> with(new SlaRule("SINR", 61.0, null))).hasMessageContaining("sla[SINR]");
		assertThatThrownBy(() -> with(new SlaRule("Delay", null, 5.0), new SlaRule("Delay", null, 5.0)))
			.hasMessageContaining("sla: expected each rule once");
		assertThatThrownBy(() -> new OutageRule("Buffer", "Buffer")).hasMessageContaining("Buffer for both");
		assertThatThrownBy(() -> new KpiSchema("s", 100, "PRBs", this.schema.kpis(), null, Map.of("SINR", 1e308)))
			.hasMessage("reward.SINR: expected a number, at most 1000000.0 in size, found 1.0E308");
	}

	@Test
	void tellsWhichFieldOfTheFramesDiffers() {
		assertThatThrownBy(() -> this.schema.requireSameFrames(KpiSchema.standard(1000, 51)))
			.hasMessage("schema.stepMs: expected 100, found 1000");
		this.schema.requireSameFrames(KpiSchema.standard(100, 273));
	}

	@Test
	void agreementIsMetBrokenOrUnknown() {
		KpiSchema strict = new KpiSchema("strict", 100, "PRBs", this.schema.kpis(),
				List.of(new SlaRule("Delay", null, 100.0), new SlaRule("BLER", null, 0.2)), Map.of());
		float[] frame = new float[13];
		java.util.Arrays.fill(frame, Float.NaN);
		assertThat(strict.meetsSla(frame, 0)).isNaN();
		frame[strict.indexOf("Delay")] = 100;
		assertThat(strict.meetsSla(frame, 0)).isEqualTo(1);
		frame[strict.indexOf("BLER")] = 0.21f;
		assertThat(strict.meetsSla(frame, 0)).isZero();
	}

	@Test
	void standardizerInvertsAndKeepsAbsence() {
		Standardizer.Fit fit = new Standardizer.Fit(new KpiSchema("s", 1, "PRBs",
				List.of(new Kpi("Buffer", "bytes", 0, 1e9, Transform.LOG1P), new Kpi("PRBs", "", 0, 51, null)), null,
				Map.of()));
		float[] frames = { 10, 7, 1000, 7, Float.NaN, 7, 100_000, 7 };
		for (int row = 0; row < 4; row++) {
			fit.add(frames, row * 2);
		}
		Standardizer scaler = fit.build();
		assertThat(fit.constant(1)).isTrue();
		assertThat(scaler.standardize(1, 7)).as("a constant column is its own mean").isZero();
		assertThat(scaler.standardize(0, Float.NaN)).isNaN();
		assertThat(scaler.physical(0, scaler.standardize(0, 1000))).isCloseTo(1000, within(1e-2));
		double mean = (Math.log1p(10) + Math.log1p(1000) + Math.log1p(100_000)) / 3;
		assertThat(scaler.mean()[0]).isCloseTo(mean, within(1e-9));
	}

}
