/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;

/** What one device's report, or the cell's, holds: a value for each bin of each name. */
final class UeValues {

	/** In a distribution, and under a ratio that has no denominator of its own. */
	static final long SAMPLES = 1_000_000;

	private static final double LARGEST_WHOLE = 0xFFFF_FFFFL;

	private final Map<Place, MeasuredValue> values = new HashMap<>();

	private final int ue;

	private final int ues;

	private final boolean absentNumbers;

	/**
	 * @param ue which device, from 0
	 * @param ues number of devices; 1 for the cell as a whole
	 * @param absentNumbers whether to write a dialect's own number for "none"
	 */
	UeValues(int ue, int ues, boolean absentNumbers) {
		this.ue = ue;
		this.ues = ues;
		this.absentNumbers = absentNumbers;
	}

	/** Values in the order of what was asked for; none for what is not measured. */
	List<MeasuredValue> row(List<Measurement> asked) {
		return asked.stream()
			.flatMap((measurement) -> (measurement.labels().isEmpty() ? List.of(Label.NONE) : measurement.labels())
				.stream()
				.map((label) -> new Place(String.valueOf(measurement.name()), label)))
			.map((place) -> this.values.getOrDefault(place, MeasuredValue.NO_VALUE))
			.toList();
	}

	/**
	 * Writes a KPI; ratios come behind the measurements that may be their denominators.
	 * @param kpi NaN for none
	 */
	void put(KpiSource source, double kpi) {
		Rule rule = source.rule();
		String from = rule.from();
		List<String> ratio = rule.ratio();
		double found = source.unscaled(kpi);
		if (from != null) {
			double mine = (rule.overUes() == Rule.OverUes.SUM) ? share(found) : found;
			put(from, Label.NONE, Double.isNaN(mine) ? none(rule) : number(present(rule, mine), isCount(rule)));
		}
		else if (ratio != null) {
			putRatio(rule, found, ratio.get(0), ratio.get(1));
		}
		else {
			putDistribution(rule, found);
		}
	}

	private void putRatio(Rule rule, double found, String numerator, String denominator) {
		MeasuredValue others = this.values.get(new Place(denominator, Label.NONE));
		boolean shared = others != null;
		double times = (others != null) ? others.number() : SAMPLES;
		double weighted = shared ? found * times : Math.rint(found * times);
		if (Double.isNaN(weighted)) {
			put(numerator, Label.NONE, none(rule));
		}
		else {
			put(numerator, Label.NONE, number(present(rule, weighted), !shared));
		}
		if (!shared) {
			put(denominator, Label.NONE, Double.isNaN(found) ? none(rule) : number(times, true));
		}
	}

	/**
	 * Counts in the bins on either side of the mean; beyond the last bin it is the last,
	 * as it is for every node.
	 */
	private void putDistribution(Rule rule, double mean) {
		Rule.Bins bins = rule.bins();
		int below = -1;
		int above = -1;
		for (int bin = 0; bin < bins.numbers().size(); bin++) {
			double value = bins.value(bin);
			below = (value <= mean && (below < 0 || value > bins.value(below))) ? bin : below;
			above = (value >= mean && (above < 0 || value < bins.value(above))) ? bin : above;
		}
		below = (below < 0) ? above : below;
		above = (above < 0) ? below : above;
		long upper = (above == below || above < 0) ? 0
				: Math.round(SAMPLES * (mean - bins.value(below)) / (bins.value(above) - bins.value(below)));
		for (int bin = 0; bin < bins.numbers().size(); bin++) {
			long count = ((bin == below) ? SAMPLES - upper : 0) + ((bin == above) ? upper : 0);
			MeasuredValue value = Double.isNaN(mean) ? MeasuredValue.NO_VALUE : new MeasuredValue.Whole(count);
			if (rule.binsAreMeasurements()) {
				put(rule.binName(bin), Label.NONE, value);
			}
			else {
				put(String.valueOf(rule.mean()), bins.label(bin), value);
			}
		}
	}

	private void put(String name, Label label, MeasuredValue value) {
		this.values.put(new Place(name, label), value);
	}

	/** A device's part of a sum; whole if the sum is. */
	private double share(double sum) {
		if (sum != Math.rint(sum) || Math.abs(sum) > Integer.MAX_VALUE) {
			return sum / this.ues;
		}
		int whole = (int) sum;
		return Math.floorDiv(whole, this.ues) + ((this.ue < Math.floorMod(whole, this.ues)) ? 1 : 0);
	}

	/** The next number above those that mean none. */
	private static double present(Rule rule, double number) {
		double present = number;
		while (rule.meansAbsent(present)) {
			present = Math.nextUp(present);
		}
		return present;
	}

	private MeasuredValue none(Rule rule) {
		List<Double> absent = rule.absent();
		return (this.absentNumbers && absent != null && !absent.isEmpty()) ? number(absent.getFirst(), isCount(rule))
				: MeasuredValue.NO_VALUE;
	}

	private static boolean isCount(Rule rule) {
		return rule.unit().equals("count");
	}

	private static MeasuredValue number(double value, boolean count) {
		return (count && value == Math.rint(value) && value >= 0 && value <= LARGEST_WHOLE)
				? new MeasuredValue.Whole((long) value) : new MeasuredValue.Real(value);
	}

	private record Place(String name, Label label) {
	}

}
