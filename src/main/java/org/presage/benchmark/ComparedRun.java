/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;

/**
 * One training and its judgement in {@code compare --json}.
 *
 * @param model its label in the plan
 * @param seed of the training; null for a baseline
 * @param failed why there is no model; null if there is one
 * @param cost empty for a baseline, and if it failed
 * @param judged empty if it failed
 * @param branched empty if the data are not the simulator's, and for a baseline
 */
@JsonResult
public record ComparedRun(String model, @Nullable Long seed, @Nullable String failed, @JsonUnwrapped Cost cost,
		@JsonUnwrapped Judged judged, @JsonUnwrapped Branched branched) {

	/**
	 * What the model costs.
	 *
	 * @param parameters trained values
	 * @param imagineMs median of one call for 32 plans of one cell in ms
	 */
	@JsonResult
	public record Cost(@Nullable Integer epochs, @Nullable Integer parameters, @Nullable Double trainSeconds,
			@Nullable Double imagineMs) {

		static final Cost NONE = new Cost(null, null, null, null);

	}

	/**
	 * Errors in train standard deviations, coverage 0..1: minima and maxima of
	 * {@code coverage90} and {@code online90} are over the KPIs, those of {@code rolling}
	 * over any 500 windows.
	 */
	@JsonResult
	public record Judged(@Nullable Double rmse, @Nullable Double rmseOnActionChange, @Nullable Double mae,
			@Nullable Double crps, @Nullable Double coverage90, @Nullable Double coverage90Min,
			@Nullable Double coverage90Max, @Nullable Double online90Min, @Nullable Double online90Max,
			@Nullable Double rollingMin, @Nullable Double rollingMax) {

		static final Judged NONE = new Judged(null, null, null, null, null, null, null, null, null, null, null);

	}

	/**
	 * What only the simulator can tell, see {@link FloorStudy} and {@link BranchStudy}.
	 */
	@JsonResult
	public record Branched(@Nullable Double floorShare, @Nullable Double effectError, @Nullable Double signDelay,
			@Nullable Double signBuffer) {

		static final Branched NONE = new Branched(null, null, null, null);

	}

	static ComparedRun failed(String model, long seed, String why) {
		return new ComparedRun(model, seed, why, Cost.NONE, Judged.NONE, Branched.NONE);
	}

	/** Whether it is the run of a model with a seed; a baseline has seed 0. */
	public boolean of(String label, long chosen) {
		return this.model.equals(label) && ((this.seed != null) ? this.seed : 0) == chosen;
	}

}
