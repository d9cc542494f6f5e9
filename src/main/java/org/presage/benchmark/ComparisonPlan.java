/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.YamlFile;
import org.presage.offline.data.DataException;
import org.presage.offline.data.SplitRule;

/**
 * Which architectures are compared on which data.
 *
 * @param window L
 * @param horizon H
 * @param states simulator states for floor and effects; 0 for none
 * @param sets data
 * @param models what is trained on each
 */
public record ComparisonPlan(int window, int horizon, int states, List<DataSet> sets, List<Entry> models) {

	/**
	 * One data set.
	 *
	 * @param name in tables
	 * @param data files, relative to the folder of the traces
	 * @param schema file, relative to the plan's; null for the simulator's traces
	 * @param epochs of every model, fewer where the set is large
	 * @param splits questions that are put to it, each a table: {@code time},
	 * {@code series K/N} or {@code group K/N} as {@link SplitRule} writes them; null for
	 * time alone
	 */
	public record DataSet(String name, List<String> data, @Nullable String schema, int epochs,
			@Nullable List<String> splits) {

		/** How its rows are divided, one way after the other. */
		public List<SplitRule> rules() {
			List<SplitRule> rules = (this.splits != null) ? this.splits.stream().map(SplitRule::parse).toList()
					: List.of(SplitRule.TIME);
			if (!rules.stream().allMatch(SplitRule::tests)) {
				throw new InvalidInputException("splits", "time, series K/N or group K/N, which keep rows for a test",
						this.splits);
			}
			return rules;
		}

		/** In tables. */
		public String label(SplitRule rule) {
			return this.name + ((rule.by() == SplitRule.By.TIME) ? "" : ", " + rule);
		}

		/** Whether it comes from our simulator, which alone knows a floor. */
		public boolean simulated() {
			return this.schema == null;
		}

	}

	/**
	 * One model.
	 *
	 * @param architecture see {@link org.presage.worldmodel.net.Architectures}
	 * @param members of an ensemble; null for 1
	 * @param published trained with the published recipe instead of that of Presage; null
	 * for no
	 * @param seeds runs that differ in the seed alone; null for 1
	 */
	public record Entry(String architecture, @Nullable Integer members, @Nullable Boolean published,
			@Nullable Integer seeds) {

		/** In tables. */
		public String label() {
			return this.architecture + ((memberCount() > 1) ? " × " + memberCount() : "");
		}

		int memberCount() {
			return (this.members != null) ? this.members : 1;
		}

		boolean withPublishedRecipe() {
			return Boolean.TRUE.equals(this.published);
		}

		/** Number of runs. */
		public int runs() {
			return (this.seeds != null) ? this.seeds : 1;
		}

	}

	/**
	 * Reads a plan.
	 * @throws DataException naming the file and what is wrong with it
	 */
	public static ComparisonPlan read(Path file) {
		try {
			return YamlFile.read("plan", file, ComparisonPlan.class);
		}
		catch (InvalidInputException ex) {
			throw new DataException(ex);
		}
	}

}
