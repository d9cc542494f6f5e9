package org.presage.kpi.plausibility;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;

/**
 * No KPI moves, in report after report. How often each stays as it is by itself is learnt
 * from the cell: a run is false if the KPI that moves most would stay so with a
 * probability below e⁻²⁰. Reports with an empty queue do not count.
 */
final class FrozenValues {

	private static final int LEARN = 100;

	private static final int KPIS = 3;

	private static final double LOG_CHANCE = -20;

	private final int action;

	private final int queued;

	private final int patience;

	private final float[] last;

	/** How often a KPI was reported twice in a row, and how often it was the same. */
	private final int[] pairs;

	private final int[] repeats;

	private int run;

	FrozenValues(KpiSchema schema, int patience) {
		this.action = schema.actionIndex();
		this.queued = schema.indexOf("Buffer");
		this.patience = patience;
		this.last = new float[schema.size()];
		this.pairs = new int[schema.size()];
		this.repeats = new int[schema.size()];
		Arrays.fill(this.last, Float.NaN);
	}

	@Nullable Finding judge(float[] values) {
		boolean idle = this.queued >= 0 && values[this.queued] <= 0;
		int same = 0;
		boolean moved = false;
		for (int k = 0; k < values.length; k++) {
			boolean pair = k != this.action && !Float.isNaN(values[k]) && !Float.isNaN(this.last[k]);
			moved |= pair && values[k] != this.last[k];
			same += (pair && values[k] == this.last[k]) ? 1 : 0;
		}
		boolean still = !moved && !idle && same >= KPIS;
		this.run = still ? this.run + 1 : 0;
		if (still && this.run >= this.patience && this.run * logChance(values) < LOG_CHANCE) {
			return new Finding(FalseData.FROZEN, same + " KPIs have not moved in " + this.run + " reports");
		}
		if (!idle && this.run < this.patience) {
			learn(values);
		}
		System.arraycopy(values, 0, this.last, 0, values.length);
		return null;
	}

	private void learn(float[] values) {
		for (int k = 0; k < values.length; k++) {
			if (k != this.action && !Float.isNaN(values[k]) && !Float.isNaN(this.last[k])) {
				this.pairs[k]++;
				this.repeats[k] += (values[k] == this.last[k]) ? 1 : 0;
			}
		}
	}

	/** Of the present KPI that moves most: that it stays once. */
	private double logChance(float[] values) {
		double least = 0;
		for (int k = 0; k < values.length; k++) {
			if (!Float.isNaN(values[k]) && this.pairs[k] >= LEARN) {
				least = Math.min(least, Math.log((this.repeats[k] + 1.0) / (this.pairs[k] + 2.0)));
			}
		}
		return least;
	}

	void restart() {
		this.run = 0;
		Arrays.fill(this.last, Float.NaN);
	}

}
