/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import org.presage.learning.StoreSettings;
import org.presage.learning.TrialRules;

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
 * @param enabled whether challengers are trained, tried and promoted
 * @param folder of learnt models and their lineage; by default the name of the store with
 * {@code .learnt} behind it
 * @param train when and how they are trained
 * @param trial what they must show
 */
@Validated
@ConfigurationProperties("presage.learn")
public record LearnProperties(@Nullable Path store, @DefaultValue("20000") @Min(0) @Max(10_000_000) int newest,
		@DefaultValue("50000") @Min(0) @Max(1_000_000) int reservoir, @DefaultValue("256MB") DataSize bytes,
		@Nullable Pattern group, @DefaultValue("false") boolean enabled, @Nullable Path folder,
		@DefaultValue Train train, @DefaultValue Trial trial) {

	/**
	 * When and how challengers are trained.
	 *
	 * @param every at least so often; 0: only after an alarm or on request
	 * @param rest at least so long from one training to the next; doubled by each
	 * challenger that is not promoted
	 * @param daily so many a day (UTC) at most
	 * @param after an alarm, so long until there are reports of the network as it is now
	 * @param limit one that takes longer is stopped
	 * @param mode what is trained: auto, levels, adapter, heads or full
	 * @param epochs passes over the data at most
	 * @param memory most heap of the process
	 * @param jar presage-full.jar; none: this program's own, or the one beside it
	 */
	public record Train(@DefaultValue("0s") Duration every, @DefaultValue("30m") Duration rest,
			@DefaultValue("8") @Min(1) @Max(1000) int daily, @DefaultValue("2m") Duration after,
			@DefaultValue("1h") Duration limit, @DefaultValue("adapter") Mode mode,
			@DefaultValue("8") @Min(1) @Max(1000) int epochs, @DefaultValue("2GB") DataSize memory,
			@Nullable Path jar) {
	}

	/** What is trained. */
	public enum Mode {

		/** What the data allow: an adapter, or all. */
		AUTO,

		/** What does not depend on the plan. */
		LEVELS,

		/** Levels, and what the newest frames add whatever the plan. */
		ADAPTER,

		/** The output heads. */
		HEADS,

		/** All weights, from the champion's. */
		FULL

	}

	/**
	 * What challengers must show.
	 *
	 * @param windows that must have been forecast in shadow at least
	 * @param mostWindows a challenger that is not better by then is rejected
	 * @param frames that the cells of each stage must have at least, which it plans for
	 * @param limit a trial that takes longer is over
	 */
	public record Trial(@DefaultValue("2000") @Min(100) @Max(10_000_000) long windows,
			@DefaultValue("20000") @Min(100) @Max(10_000_000) long mostWindows,
			@DefaultValue("1000") @Min(200) @Max(10_000_000) long frames, @DefaultValue("24h") Duration limit) {
	}

	/** Folder of learnt models; required if they are trained. */
	public Path place() {
		Path beside = (this.store != null) ? this.store.resolveSibling(this.store.getFileName() + ".learnt")
				: Path.of("learnt");
		return (this.folder != null) ? this.folder : beside;
	}

	public TrialRules rules() {
		return new TrialRules(this.trial.windows(), this.trial.mostWindows(), this.trial.frames());
	}

	/**
	 * @param seed of the choice of windows
	 */
	public StoreSettings settings(long seed) {
		return new StoreSettings(this.store, this.newest, this.reservoir, this.bytes.toBytes(), this.group, seed);
	}

}
