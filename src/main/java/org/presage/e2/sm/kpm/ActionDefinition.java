package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.UeId;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

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

	/** E2SM-KPM-ActionDefinition, every format. */
	public static final PerType<ActionDefinition> TYPE = Types.DEFINITION;

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
	 */
	public record Measure(long granularityMs, @Nullable CellGlobalId cell, List<Measurement> measurements,
			@Nullable List<Distribution> bins) implements Action {
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
	 */
	public record MeasureConditional(long granularityMs, @Nullable CellGlobalId cell,
			List<Conditional> measurements) implements Action {
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

	/** The types in the grammar's order. */
	private static final class Types {

		private static final PerType<Distribution> DISTRIBUTION = sequence("DistMeasurementBinRangeItem", (s) -> {
			var type = s.required("measType", Measurement.MEASUREMENT_TYPE, Distribution::type);
			var bins = s.required("binRangeDef", BinRanges.TYPE, Distribution::bins);
			return (v) -> new Distribution(v.get(type), v.get(bins));
		});

		private static final PerType<Measure> FORMAT1 = sequence("E2SM-KPM-ActionDefinition-Format1", (s) -> {
			var measurements = s.required("measInfoList", Measurement.LIST, Measure::measurements);
			var granularity = s.required("granulPeriod", IndicationMessage.Types.GRANULARITY, Measure::granularityMs);
			var cell = s.optional("cellGlobalID", CellGlobalId.TYPE, Measure::cell);
			var bins = s.extension("distMeasBinRangeInfo", list(1, 65535, DISTRIBUTION), Measure::bins);
			return (v) -> new Measure(v.get(granularity), v.orNull(cell), v.get(measurements), v.orNull(bins));
		});

		private static final PerType<MeasureUe> FORMAT2 = sequence("E2SM-KPM-ActionDefinition-Format2", (s) -> {
			var ue = s.required("ueID", UeId.TYPE, MeasureUe::ue);
			var measure = s.required("subscriptInfo", FORMAT1, MeasureUe::measure);
			return (v) -> new MeasureUe(v.get(ue), v.get(measure));
		});

		private static final PerType<Conditional> CONDITIONAL = sequence("MeasurementCondItem", (s) -> {
			var type = s.required("measType", Measurement.MEASUREMENT_TYPE, Conditional::type);
			var conditions = s.required("matchingCond", Condition.LIST, Conditional::conditions);
			var bins = s.extension("binRangeDef", BinRanges.TYPE, Conditional::bins);
			return (v) -> new Conditional(v.get(type), v.get(conditions), v.orNull(bins));
		});

		private static final PerType<MeasureConditional> FORMAT3 = sequence("E2SM-KPM-ActionDefinition-Format3",
				(s) -> {
					var list = s.required("measCondList", list(1, 65535, CONDITIONAL),
							MeasureConditional::measurements);
					var granularity = s.required("granulPeriod", IndicationMessage.Types.GRANULARITY,
							MeasureConditional::granularityMs);
					var cell = s.optional("cellGlobalID", CellGlobalId.TYPE, MeasureConditional::cell);
					return (v) -> new MeasureConditional(v.get(granularity), v.orNull(cell), v.get(list));
				});

		private static final PerType<UeCondition> UE_CONDITION = sequence("MatchingUeCondPerSubItem", (s) -> {
			var test = s.required("testCondInfo", TestCondition.TYPE, UeCondition::test);
			var or = s.extension("logicalOR", Per.TRUE, UeCondition::or);
			return (v) -> new UeCondition(v.get(test), v.orNull(or));
		});

		private static final PerType<MeasureMatching> FORMAT4 = sequence("E2SM-KPM-ActionDefinition-Format4", (s) -> {
			var conditions = s.required("matchingUeCondList", list(1, 32768, UE_CONDITION),
					MeasureMatching::conditions);
			var measure = s.required("subscriptionInfo", FORMAT1, MeasureMatching::measure);
			return (v) -> new MeasureMatching(v.get(conditions), v.get(measure));
		});

		private static final PerType<MeasureUes> FORMAT5 = sequence("E2SM-KPM-ActionDefinition-Format5", (s) -> {
			var ues = s.required("matchingUEidList", list(2, 65535, Condition.ue("MatchingUEidPerSubItem")),
					MeasureUes::ues);
			var measure = s.required("subscriptionInfo", FORMAT1, MeasureUes::measure);
			return (v) -> new MeasureUes(v.get(ues), v.get(measure));
		});

		private static final PerType<ActionDefinition> DEFINITION = sequence("E2SM-KPM-ActionDefinition", (s) -> {
			PerType<Action> formats = choice("actionDefinition-formats", (c) -> {
				c.root("actionDefinition-Format1", Measure.class, FORMAT1);
				c.root("actionDefinition-Format2", MeasureUe.class, FORMAT2);
				c.root("actionDefinition-Format3", MeasureConditional.class, FORMAT3);
				c.extension("actionDefinition-Format4", MeasureMatching.class, FORMAT4);
				c.extension("actionDefinition-Format5", MeasureUes.class, FORMAT5);
			});
			var style = s.required("ric-Style-Type", Per.INTEGER, ActionDefinition::style);
			var action = s.required("actionDefinition-formats", formats, ActionDefinition::action);
			return (v) -> new ActionDefinition(v.get(style), v.get(action));
		});

		private Types() {
		}

	}

}
