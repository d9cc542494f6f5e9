/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;

/**
 * A record whose values stand one place beside their names: read as it is named, hardly a
 * value is as this cell's KPIs are, and read one place further, they are. What a KPI is
 * like is its mean and deviation over the last thousand reports, in its transform; of one
 * that is usually there, to be absent (which out of range is too) counts as not alike.
 */
final class ShiftedRecord {

	private static final int LEARN = 200;

	private static final double SLOWEST = 1e-3;

	/** Five deviations count as much as any number more. */
	private static final double CAP = 25;

	private static final double STRANGE = 9;

	private static final double FIT = 0.4;

	private static final int KPIS = 3;

	/** Reports one after the other. */
	private static final int RUN = 3;

	private final KpiSchema schema;

	private final double[] mean;

	private final double[] variance;

	private final double[] presence;

	private final int[] seen;

	private int reports;

	private int run;

	ShiftedRecord(KpiSchema schema) {
		this.schema = schema;
		this.mean = new double[schema.size()];
		this.variance = new double[schema.size()];
		this.presence = new double[schema.size()];
		this.seen = new int[schema.size()];
	}

	@Nullable FalseReport judge(float[] values) {
		double own = (this.reports < LEARN) ? 0 : strangeness(values, 0);
		int direction = 0;
		if (own > STRANGE) {
			direction = fits(values, 1, own) ? 1 : fits(values, -1, own) ? -1 : 0;
		}
		this.run = (direction != 0) ? this.run + 1 : 0;
		if (this.run >= RUN) {
			return new FalseReport(FalseData.SHIFTED,
					"values stand " + ((direction > 0) ? "before" : "after") + " their names, mean squared deviation "
							+ Math.round(own) + " against " + Math.round(strangeness(values, direction)));
		}
		return null;
	}

	private boolean fits(float[] values, int direction, double own) {
		return strangeness(values, direction) < FIT * own;
	}

	/**
	 * Mean squared deviation, capped, of values that are taken for those of the KPI that
	 * stands {@code shift} places further; infinite for too few.
	 */
	private double strangeness(float[] values, int shift) {
		double sum = 0;
		int count = 0;
		for (int k = 0; k < values.length; k++) {
			int meant = k + shift;
			if (meant < 0 || meant >= values.length || this.seen[meant] < LEARN / 2) {
				continue;
			}
			if (!Float.isNaN(values[k])) {
				double off = transformed(meant, values[k]) - this.mean[meant];
				sum += Math.min(CAP, off * off / (this.variance[meant] + 1e-6));
				count++;
			}
			else if (shift == 0 && this.presence[meant] > 0.99) {
				sum += CAP;
				count++;
			}
		}
		return (count < KPIS) ? Double.POSITIVE_INFINITY : sum / count;
	}

	/** Learns what the cell's KPIs are like from a report that is believed. */
	void learn(float[] values) {
		if (this.run > 0) {
			return;
		}
		this.reports++;
		double weight = Math.max(SLOWEST, 1.0 / this.reports);
		for (int k = 0; k < values.length; k++) {
			boolean present = !Float.isNaN(values[k]);
			this.presence[k] += weight * ((present ? 1 : 0) - this.presence[k]);
			if (present) {
				double own = Math.max(SLOWEST, 1.0 / ++this.seen[k]);
				double off = transformed(k, values[k]) - this.mean[k];
				this.mean[k] += own * off;
				this.variance[k] += own * ((1 - own) * off * off - this.variance[k]);
			}
		}
	}

	private double transformed(int kpi, float value) {
		return (this.schema.kpi(kpi).transform() == org.presage.kpi.Transform.LOG1P) ? Math.log1p(Math.max(0, value))
				: value;
	}

	void restart() {
		this.run = 0;
	}

}
