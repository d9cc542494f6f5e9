/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;

import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;

/**
 * The newest complete row of a report, beside what its values are.
 *
 * @param measurements in the order of the values
 * @param values one for each label of each measurement; fewer if the node sent fewer
 */
record Columns(List<Measurement> measurements, List<MeasuredValue> values) {

	static Columns of(Report report, List<Measurement> subscribed) {
		List<Measurement> told = report.measurements();
		List<Row> rows = report.data();
		for (int i = rows.size() - 1; i >= 0; i--) {
			if (!rows.get(i).incomplete()) {
				return new Columns((told != null) ? told : subscribed, rows.get(i).record());
			}
		}
		return new Columns(List.of(), List.of());
	}

	/** Adds what a rule finds in the row; nothing if it is absent. */
	void addTo(Mean mean, Rule rule) {
		List<String> ratio = rule.ratio();
		String from = rule.from();
		if (from != null) {
			mean.add(named(from, rule), 1);
		}
		else if (ratio != null) {
			mean.add(named(ratio.get(0), rule), named(ratio.get(1), rule));
		}
		else if (rule.binsAreMeasurements()) {
			addMeasurements(mean, rule);
		}
		else {
			addLabels(mean, rule);
		}
	}

	/** The value of the whole cell; NaN if there is none, or if it means none. */
	private double named(String name, Rule rule) {
		int column = 0;
		for (Measurement measurement : this.measurements) {
			if (name.equals(measurement.name()) && measurement.labels().isEmpty()) {
				double value = at(column);
				return (rule.meansAbsent(value) || Double.isInfinite(value)) ? Double.NaN : value;
			}
			column += measurement.width();
		}
		return Double.NaN;
	}

	private double at(int column) {
		return (column < this.values.size()) ? this.values.get(column).number() : Double.NaN;
	}

	private void addMeasurements(Mean mean, Rule rule) {
		for (int bin = 0; bin < rule.bins().numbers().size(); bin++) {
			double count = named(rule.binName(bin), rule);
			mean.add(rule.bins().value(bin) * count, count);
		}
	}

	private void addLabels(Mean mean, Rule rule) {
		int column = 0;
		for (Measurement measurement : this.measurements) {
			for (int i = 0; i < measurement.labels().size(); i++) {
				int bin = bin(rule, measurement, measurement.labels().get(i));
				if (bin >= 0) {
					mean.add(rule.bins().value(bin) * at(column + i), at(column + i));
				}
			}
			column += measurement.width();
		}
	}

	private static int bin(Rule rule, Measurement measurement, Label label) {
		return (measurement.name() != null && measurement.name().equals(rule.mean())) ? rule.bins().indexOf(label) : -1;
	}

	/** A mean of what was found in several places, weighted. */
	static final class Mean {

		private double sum;

		private double weight;

		/** What is absent, or weighs nothing, changes nothing. */
		void add(double weighted, double times) {
			if (times > 0 && !Double.isNaN(weighted)) {
				this.sum += weighted;
				this.weight += times;
			}
		}

		/** The mean, or the sum; NaN if nothing was found. */
		double value(boolean summed) {
			return (this.weight == 0) ? Double.NaN : summed ? this.sum : this.sum / this.weight;
		}

	}

}
