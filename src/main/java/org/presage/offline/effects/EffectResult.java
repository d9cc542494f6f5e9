/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;

/**
 * Effects of an action, estimated from recordings, beside what models predict
 * (docs/effects.md). Effects are differences of the next frame's KPIs in standard
 * deviations; NaN for a value that does not exist.
 *
 * @param action name of its KPI
 * @param unit what a standard deviation is
 * @param windows that are used
 * @param clusteredBy what may depend on each other: group, series or stretch
 * @param clusters their number
 * @param stateSteps frames that the estimate is adjusted for
 * @param binned whether levels are bins of many values
 * @param levels of the action
 * @param pairs of levels that can be compared
 * @param refused pairs that cannot, by reason
 * @param changes of the action that can be compared with windows without a change
 * @param agreement with both estimates, by model; and of the naive difference
 * @param placebos what must be 0, by name
 */
@JsonResult
public record EffectResult(String action, String unit, long windows, String clusteredBy, int clusters, int stateSteps,
		boolean binned, List<Level> levels, List<Pair> pairs, List<Refused> refused, List<Change> changes,
		Map<String, Agreements> agreement, Map<String, Placebo> placebos) {

	/**
	 * A level.
	 *
	 * @param value in the action's unit; of a bin, its median
	 * @param windows with it
	 */
	@JsonResult
	public record Level(double value, long windows) {
	}

	/**
	 * Two levels, and the windows in which each was possible.
	 *
	 * @param share of all windows
	 * @param effectiveFrom effective number of windows with the lower level (Kish, 1965)
	 * @param effectiveTo with the higher level
	 * @param clipped share of the windows with either whose weight was bounded
	 * @param perKpi the effect of the higher level, by KPI
	 */
	@JsonResult
	public record Pair(double from, double to, long windows, double share, double effectiveFrom, double effectiveTo,
			double clipped, Map<String, Effect> perKpi) {
	}

	/**
	 * An effect.
	 *
	 * @param low end of its 95 % interval
	 * @param naive difference of the means that were recorded
	 * @param predicted by model
	 */
	@JsonResult
	public record Effect(double effect, double standardError, double low, double high, @Nullable Double naive,
			Map<String, Double> predicted) {
	}

	/** Two levels that the recordings cannot compare. */
	@JsonResult
	public record Refused(double from, double to, String reason) {
	}

	/**
	 * A natural experiment: windows in which the action changed.
	 *
	 * @param windows with this change
	 * @param controls without a change from which the nearest are taken
	 */
	@JsonResult
	public record Change(double from, double to, long windows, long controls, Map<String, Effect> perKpi) {
	}

	/**
	 * How a model's effects agree with the estimates.
	 *
	 * @param adjusted with the doubly robust ones
	 * @param changes with the natural experiments
	 */
	@JsonResult
	public record Agreements(@Nullable Agreement adjusted, @Nullable Agreement changes) {
	}

	/**
	 * Agreement over all pairs and KPIs.
	 *
	 * @param effects their number
	 * @param rankCorrelation of Spearman
	 * @param error root mean square difference
	 * @param errorVsNone the same relative to predicting no effect
	 * @param noise root mean square standard error of the estimates: a perfect model has
	 * this error
	 * @param signRight share of the effects with the sign right, of those whose interval
	 * is without 0
	 */
	@JsonResult
	public record Agreement(int effects, Bounded rankCorrelation, Bounded error, Bounded errorVsNone, double noise,
			double signRight) {
	}

	/** A value with its 95 % interval over draws of clusters. */
	@JsonResult
	public record Bounded(double value, double low, double high) {
	}

	/**
	 * Effects that must be 0.
	 *
	 * @param effects their number
	 * @param outside share whose 95 % interval is without 0; 0.05 is expected
	 * @param rms root mean square of the estimates
	 * @param noise root mean square of their standard errors
	 */
	@JsonResult
	public record Placebo(int effects, double outside, double rms, double noise) {
	}

}
