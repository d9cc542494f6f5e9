/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.kpi.plausibility.PlausibilitySettings;

/**
 * What happens to reports that are right in form and false in content, under
 * {@code presage.plausibility.}.
 *
 * @param mode {@code hold}: such a report is counted ({@code wm_false_data_total}), not
 * learnt from, and answered with {@code IMPLAUSIBLE}. {@code count}: it is counted and
 * used. {@code off}: reports are not checked
 * @param outOfRange a value out of its KPI's range is {@code absent}, or makes Presage
 * {@code refuse} the report; both on the gRPC API and from E2 nodes. It is counted in
 * {@code wm_kpi_implausible_total}
 * @param zeroReports reports in a row that serve nothing although data are queued and the
 * link is good, for a node without block errors; a node with block errors below one half
 * needs five
 * @param frozenReports reports in a row without any movement, of a cell whose KPIs move;
 * also three times as many as in its longest such run before that was not found
 * @param duplicateReports reports in a row with the numbers of another cell; four times
 * as many if only two KPIs can tell. With 5, idle devices of one recording agreed 5 times
 * in 100,000 reports, with 10 0.6 times
 * @param stepDeviations standard deviations by which the tie of a KPI to the others must
 * move to be a change of its scale; also 1.8 times as far as ever before. The default has
 * at most one false alarm in 100,000 reports of each recording, see docs/results.md
 * @param kpiSurprise smoothed surprise of one KPI (1 is calm, 25 the most) above which a
 * report counts as {@code unexpected}, which holds no cell; 0: never
 */
@Validated
@ConfigurationProperties("presage.plausibility")
public record PlausibilityProperties(@DefaultValue("hold") PlausibilitySettings.Mode mode,
		@DefaultValue("absent") OutOfRange outOfRange, @DefaultValue("20") @Min(1) @Max(10_000) int zeroReports,
		@DefaultValue("10") @Min(3) @Max(10_000) int frozenReports,
		@DefaultValue("10") @Min(2) @Max(10_000) int duplicateReports,
		@DefaultValue("6") @DecimalMin("4") @DecimalMax("100") double stepDeviations,
		@DefaultValue("20") @DecimalMin("0") @DecimalMax("25") double kpiSurprise) {

	/** What becomes of a value out of its range. */
	public enum OutOfRange {

		/** The KPI is absent from the report. */
		ABSENT,
		/** The report is refused. */
		REFUSE

	}

	/** Whether a value out of its range refuses the report. */
	public boolean refusesOutOfRange() {
		return this.outOfRange == OutOfRange.REFUSE;
	}

	/** How sure the checks must be. */
	public PlausibilitySettings settings() {
		return SettingKeys.under("presage.plausibility.", () -> new PlausibilitySettings(this.mode, this.zeroReports,
				this.frozenReports, this.duplicateReports, this.stepDeviations, this.kpiSurprise));
	}

}
