/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.presage.base.FileFailure;
import org.presage.offline.data.DataException;

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
	 */
	public record DataSet(String name, List<String> data, @Nullable String schema, int epochs) {

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
		YAMLMapper yaml = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
		try {
			return yaml.readValue(file, ComparisonPlan.class);
		}
		catch (JacksonIOException ex) {
			throw new DataException(FileFailure.reading("plan " + file, ex.getCause()).getMessage(), ex);
		}
		catch (JacksonException ex) {
			throw new DataException("plan " + file + ": " + ex.getMessage(), ex);
		}
	}

}
