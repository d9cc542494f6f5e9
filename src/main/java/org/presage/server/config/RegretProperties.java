/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the quality of the plans that are sent is estimated ({@code wm_plan_regret}), under
 * {@code presage.regret.}.
 *
 * @param period pause between two estimates. Each takes one decision at random and
 * searches for a better plan on a thread of its own, with a tenth of a processor; 0:
 * never
 * @param samples plans of that search, before the best of them are improved. The default
 * takes about a quarter of a second of processor time
 */
@Validated
@ConfigurationProperties("presage.regret")
public record RegretProperties(@DefaultValue("30s") @DurationMin Duration period,
		@DefaultValue("1024") @Min(16) @Max(65_536) int samples) {

	/** Plans of the search; 0 for none. */
	public int searched() {
		return this.period.isPositive() ? this.samples : 0;
	}

}
