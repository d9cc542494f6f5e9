/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.time.Duration;

import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What keeps two servers from controlling one cell of a RIC, under
 * {@code presage.lease.}.
 *
 * @param mode whether cells are subscribed to and controlled only by the server that
 * holds their lease in the RIC's shared data layer, while others are standbys.
 * {@code auto}: where the environment names a shared data layer
 * ({@code DBAAS_SERVICE_HOST}); {@code required}: refuse to start without one;
 * {@code none}: no lease, so nothing keeps two servers from controlling one cell
 * @param name shared by the servers that stand in for each other, whatever their release
 * is called. Servers that control other cells of the same RIC need another name, or an
 * index and count in {@code presage.replicas}
 * @param time how long a lease lasts without renewal. A server stops controlling after 60
 * % of it without an answer of the shared data layer; a standby takes over from a server
 * that was killed after this time and 8 s, the longest time, for which it waits in case
 * that the shared data layer has forgotten a lease of a server with another configuration
 */
@Validated
@ConfigurationProperties("presage.lease")
public record LeaseProperties(@DefaultValue("auto") Mode mode,
		@DefaultValue("presage") @Pattern(regexp = "[A-Za-z0-9._:-]{1,63}") String name,
		@DefaultValue("8s") @DurationMin(seconds = 5) @DurationMax(seconds = LONGEST_S) Duration time) {

	private static final int LONGEST_S = 8;

	/** Longest time that any server may have. */
	public static final Duration LONGEST = Duration.ofSeconds(LONGEST_S);

	/** Whether a lease guards the cells. */
	public enum Mode {

		/** Where there is a shared data layer. */
		AUTO,
		/** Always. */
		REQUIRED,
		/** Never. */
		NONE

	}

}
