/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.Measurement;

/**
 * How a KPI comes out of measurements. If a KPI has several rules the first that yields a
 * value is taken.
 *
 * @param kpi its name in the schema
 * @param unit of the result; must be the schema's
 * @param from a measurement: the KPI is its value
 * @param mean a distribution: the KPI is the mean of its bins, Σ value·count / Σ count.
 * Bins are either labels, or measurements of their own if the name has a {@code #} for
 * the bin's number
 * @param ratio numerator and denominator: the KPI is the quotient, absent without
 * denominator
 * @param bins of {@code mean}
 * @param scale result times this; 1 if null
 * @param offset result plus this, after scaling; 0 if null
 * @param absent numbers by which the node says that it has no value, before scaling
 * @param min smallest plausible result; the schema's if null
 * @param max largest plausible result; the schema's if null
 * @param overUes how the values of several devices become the cell's; mean if null
 * @param note for humans
 */
public record Rule(String kpi, String unit, @Nullable String from, @Nullable String mean, @Nullable List<String> ratio,
		@Nullable Bins bins, @Nullable Double scale, @Nullable Double offset, @Nullable List<Double> absent,
		@Nullable Double min, @Nullable Double max, @Nullable OverUes overUes, @Nullable String note) {

	private static final String NUMBER = "#";

	/**
	 * How the values of several devices become one. Distributions and ratios of several
	 * are taken together as if they were of one.
	 */
	public enum OverUes {

		/** Their mean. */
		MEAN,
		/** Their sum. */
		SUM

	}

	/** The dimension of a distribution whose bins count. */
	public enum Axis {

		/** distBinX. */
		X,
		/** distBinY. */
		Y,
		/** distBinZ. */
		Z

	}

	/**
	 * The bins of a distribution.
	 *
	 * @param axis of labels; null if each bin is a measurement of its own
	 * @param numbers of the bins
	 * @param values that the bins stand for, one for each number; their own numbers if
	 * null
	 */
	public record Bins(@Nullable Axis axis, List<Integer> numbers, @Nullable List<Double> values) {

		double value(int index) {
			return (this.values != null) ? this.values.get(index) : this.numbers.get(index);
		}

		/** Position of the bin that a label names; −1 if it names none of these. */
		int indexOf(Label label) {
			Long number = (this.axis == null) ? null : switch (this.axis) {
				case X -> label.binX();
				case Y -> label.binY();
				case Z -> label.binZ();
			};
			return (number == null) ? -1 : this.numbers.indexOf(number.intValue());
		}

		Label label(int index) {
			Long number = this.numbers.get(index).longValue();
			return Label.bin((this.axis == Axis.X) ? number : null, (this.axis == Axis.Y) ? number : null,
					(this.axis == Axis.Z) ? number : null);
		}

	}

	/**
	 * Checks what a YAML reader cannot.
	 * @throws InvalidInputException naming the field
	 */
	void check() {
		String field = "kpis[" + this.kpi + "].";
		if (this.kpi == null || this.kpi.isBlank()) {
			throw new InvalidInputException("kpis[].kpi", "the name of a KPI", "nothing");
		}
		if (this.unit == null) {
			throw new InvalidInputException(field + "unit", "a unit (\"\" for none)", "nothing");
		}
		long sources = Stream.of(this.from, this.mean, this.ratio).filter((one) -> one != null).count();
		if (sources != 1) {
			throw new InvalidInputException(field + "from, mean, ratio", "one of them", sources);
		}
		if (this.ratio != null && this.ratio.size() != 2) {
			throw new InvalidInputException(field + "ratio", "numerator and denominator", this.ratio);
		}
		if (this.mean != null) {
			checkBins(field, this.mean);
		}
		// 0 would make every value the offset, and an empty range every value absent.
		checkNumber(field + "scale", this.scale, this.scale == null || this.scale != 0, "a number other than 0");
		checkNumber(field + "offset", this.offset, true, "a number");
		checkNumber(field + "max", this.max, this.min == null || this.max == null || this.min <= this.max,
				"at least min, " + this.min);
	}

	private static void checkNumber(String field, @Nullable Double number, boolean fits, String expected) {
		if (number != null && (!fits || number.isNaN() || number.isInfinite())) {
			throw new InvalidInputException(field, expected, number);
		}
	}

	private void checkBins(String field, String distribution) {
		if (this.bins == null || this.bins.numbers() == null || this.bins.numbers().isEmpty()) {
			throw new InvalidInputException(field + "bins.numbers", "the numbers of the bins", "nothing");
		}
		if ((this.bins.axis() == null) != distribution.contains(NUMBER)) {
			throw new InvalidInputException(field + "bins.axis", "X, Y or Z, or a # in the name",
					String.valueOf(this.bins.axis()));
		}
		List<Double> values = this.bins.values();
		if (values != null && values.size() != this.bins.numbers().size()) {
			throw new InvalidInputException(field + "bins.values", this.bins.numbers().size() + " values",
					values.size());
		}
	}

	/** Name of the measurement that holds a bin, if each bin is one. */
	String binName(int index) {
		return String.valueOf(this.mean).replace(NUMBER, String.valueOf(bins().numbers().get(index)));
	}

	boolean binsAreMeasurements() {
		return bins().axis() == null;
	}

	@Override
	public Bins bins() {
		return (this.bins != null) ? this.bins : new Bins(null, List.of(), null);
	}

	/** What must be subscribed to. */
	List<Measurement> measurements() {
		if (this.from != null) {
			return List.of(Measurement.named(this.from));
		}
		if (this.ratio != null) {
			return this.ratio.stream().map(Measurement::named).toList();
		}
		IntStream bin = IntStream.range(0, bins().numbers().size());
		return binsAreMeasurements() ? bin.mapToObj((i) -> Measurement.named(binName(i))).toList()
				: List.of(new Measurement(this.mean, null, bin.mapToObj(bins()::label).toList()));
	}

	/** What the rule reads, for humans and counters. */
	String source() {
		return (this.from != null) ? this.from
				: (this.mean != null) ? this.mean : String.join("/", (this.ratio != null) ? this.ratio : List.of());
	}

	/** The result in the KPI's unit. */
	double scaled(double value) {
		return value * ((this.scale != null) ? this.scale : 1) + ((this.offset != null) ? this.offset : 0);
	}

	boolean meansAbsent(double value) {
		return this.absent != null && this.absent.contains(value + 0.0);
	}

}
