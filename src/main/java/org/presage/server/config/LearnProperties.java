/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import org.presage.learning.StoreSettings;

/**
 * What is kept of running cells for training, under {@code presage.learn.}, see
 * docs/learning.md.
 *
 * @param store file of transitions (DuckDB); none: nothing is kept
 * @param newest frames that are kept of the newest
 * @param reservoir windows that are kept of all times and states
 * @param bytes that the windows take at most. The file is up to twice as large
 * @param group pattern on {@code node/cell}: its first group, or what it matches, names
 * the group that a cell belongs to; none: all cells are one group
 */
@Validated
@ConfigurationProperties("presage.learn")
public record LearnProperties(@Nullable Path store, @DefaultValue("20000") @Min(0) @Max(10_000_000) int newest,
		@DefaultValue("50000") @Min(0) @Max(1_000_000) int reservoir, @DefaultValue("256MB") DataSize bytes,
		@Nullable Pattern group) {

	/**
	 * @param seed of the choice of windows
	 */
	public StoreSettings settings(long seed) {
		return new StoreSettings(this.store, this.newest, this.reservoir, this.bytes.toBytes(), this.group, seed);
	}

}
