/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;
import org.presage.e2.sm.common.UeId;

/**
 * E2SM-KPM-ActionDefinition: what to report.
 *
 * @param style of the report: 1 of a cell, 2 of a device, 3 of a cell's devices that meet
 * conditions, 4 of each device that meets conditions, 5 of each of some devices
 * @param action what the style needs
 */
public record ActionDefinition(long style, Action action) {

	/** Style of a report of each device that meets conditions. */
	public static final long EACH_DEVICE = 4;

	/** E2SM-KPM-ActionDefinition, every format, in each grammar. */
	public static final PerGrammar<ActionDefinition> TYPES = new PerGrammar<>(ActionDefinitionTypes::definition);

	/** E2SM-KPM-ActionDefinition of the standard. */
	public static final PerType<ActionDefinition> TYPE = TYPES.in(Grammar.STANDARD);

	/** A report of a cell. */
	public static ActionDefinition ofCell(List<Measurement> measurements, long granularityMs,
			@Nullable CellGlobalId cell) {
		return new ActionDefinition(1, new Measure(granularityMs, cell, measurements, null));
	}

	/** A report of each device that meets a condition. */
	public static ActionDefinition ofUes(TestCondition condition, List<Measurement> measurements, long granularityMs,
			@Nullable CellGlobalId cell) {
		return new ActionDefinition(4, new MeasureMatching(List.of(new UeCondition(condition, null)),
				new Measure(granularityMs, cell, measurements, null)));
	}

	/**
	 * What the values of an indication are whose message does not tell, in their order.
	 */
	public List<Measurement> measurements() {
		return switch (this.action) {
			case Measure measure -> measure.measurements;
			case MeasureUe ue -> ue.measure.measurements;
			case MeasureMatching matching -> matching.measure.measurements;
			case MeasureUes ues -> ues.measure.measurements;
			case MeasureConditional conditional -> List.of();
		};
	}

	/** The cell that it is about; null if it does not say. */
	public @Nullable CellGlobalId cell() {
		return switch (this.action) {
			case Measure measure -> measure.cell;
			case MeasureUe ue -> ue.measure.cell;
			case MeasureMatching matching -> matching.measure.cell;
			case MeasureUes ues -> ues.measure.cell;
			case MeasureConditional conditional -> conditional.cell;
		};
	}

	/** KPM v2.00's name of the cell that it is about; null in every other. */
	public @Nullable String cellObjectId() {
		return switch (this.action) {
			case Measure measure -> measure.cellObjectId;
			case MeasureUe ue -> ue.measure.cellObjectId;
			case MeasureMatching matching -> matching.measure.cellObjectId;
			case MeasureUes ues -> ues.measure.cellObjectId;
			case MeasureConditional conditional -> conditional.cellObjectId;
		};
	}

	/** KPM v2.00's number of the subscription; null in every other. */
	public @Nullable Long subscriptionId() {
		return switch (this.action) {
			case Measure measure -> measure.subscriptionId;
			case MeasureUe ue -> ue.measure.subscriptionId;
			case MeasureMatching matching -> matching.measure.subscriptionId;
			case MeasureUes ues -> ues.measure.subscriptionId;
			case MeasureConditional conditional -> conditional.subscriptionId;
		};
	}

	/** A format. */
	public sealed interface Action {

	}

	/**
	 * Format 1.
	 *
	 * @param granularityMs interval that a row shall cover
	 * @param cell null: the node chooses
	 * @param measurements at least one
	 * @param bins of distributions; null: the node's
	 * @param cellObjectId KPM v2.00's name of the cell; null in every other
	 * @param subscriptionId number that comes back in KPM v2.00's indications, from 1;
	 * null in every other
	 */
	public record Measure(long granularityMs, @Nullable CellGlobalId cell, List<Measurement> measurements,
			@Nullable List<Distribution> bins, @Nullable String cellObjectId,
			@Nullable Long subscriptionId) implements Action {

		/** In every version but v2.00. */
		public Measure(long granularityMs, @Nullable CellGlobalId cell, List<Measurement> measurements,
				@Nullable List<Distribution> bins) {
			this(granularityMs, cell, measurements, bins, null, null);
		}

	}

	/**
	 * Format 2: of one device.
	 *
	 * @param ue the device
	 * @param measure what
	 */
	public record MeasureUe(UeId ue, Measure measure) implements Action {
	}

	/**
	 * Format 3: of all devices that meet conditions, put together.
	 *
	 * @param granularityMs interval that a row shall cover
	 * @param cell null: the node chooses
	 * @param measurements at least one
	 * @param cellObjectId as {@link Measure#cellObjectId()}
	 * @param subscriptionId as {@link Measure#subscriptionId()}
	 */
	public record MeasureConditional(long granularityMs, @Nullable CellGlobalId cell, List<Conditional> measurements,
			@Nullable String cellObjectId, @Nullable Long subscriptionId) implements Action {
	}

	/**
	 * Format 4: of each device that meets conditions.
	 *
	 * @param conditions at least one
	 * @param measure what
	 */
	public record MeasureMatching(List<UeCondition> conditions, Measure measure) implements Action {
	}

	/**
	 * Format 5: of each of some devices.
	 *
	 * @param ues at least two
	 * @param measure what
	 */
	public record MeasureUes(List<UeId> ues, Measure measure) implements Action {
	}

	/**
	 * DistMeasurementBinRangeItem.
	 *
	 * @param type the distribution
	 * @param bins its bins
	 */
	public record Distribution(Measurement.Type type, BinRanges bins) {
	}

	/**
	 * MeasurementCondItem.
	 *
	 * @param type what is measured
	 * @param conditions at least one
	 * @param bins of a distribution; null without
	 */
	public record Conditional(Measurement.Type type, List<Condition> conditions, @Nullable BinRanges bins) {
	}

	/**
	 * MatchingUeCondPerSubItem.
	 *
	 * @param test a property of a device
	 * @param or true: it and its neighbour in the list are alternatives; null: both must
	 * hold
	 */
	public record UeCondition(TestCondition test, @Nullable Boolean or) {
	}

	/** A report of a cell in KPM v2.00. */
	public static ActionDefinition ofCellObject(List<Measurement> measurements, long granularityMs, String cellObjectId,
			long subscriptionId) {
		return new ActionDefinition(1,
				new Measure(granularityMs, null, measurements, null, cellObjectId, subscriptionId));
	}

}
