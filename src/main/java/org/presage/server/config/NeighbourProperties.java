/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which cells receive which others, under {@code presage.neighbours.}. A model that knows
 * announced plans plans each cell with what its neighbours have announced.
 *
 * @param file relation of cells in YAML, see docs/neighbours.md; none: every cell is
 * planned alone, unless {@code auto} is set
 * @param reward how much the scores of the cells that receive a cell count beside its
 * own: it pays for what its PRBs cost them
 * @param watch interval at which it is checked for changes; 0: never
 * @param auto whether cells that the file does not name have the neighbours that the RIC
 * lists
 */
@Validated
@ConfigurationProperties("presage.neighbours")
public record NeighbourProperties(@Nullable Path file,
		@DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double reward,
		@DefaultValue("2s") @DurationMin Duration watch, boolean auto) {
}
