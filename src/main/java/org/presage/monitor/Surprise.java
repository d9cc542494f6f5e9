package org.presage.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.presage.worldmodel.Calibration;

/**
 * How far what came is from what was expected. The surprise of a frame is the mean over
 * its present KPIs of the squared error in predicted standard deviations, each capped so
 * that one outlier is not an alarm; about 1 while the model is right. It is smoothed per
 * cell. Coverage counts, over all cells, how often a KPI fell into its calibrated
 * interval. Written by the loop's thread, read by any.
 */
public final class Surprise {

	/** Five standard deviations count as much as any number more. */
	private static final double CAP = 25;

	/** Weight of the newest frame in a cell's score: memory of about ten frames. */
	private static final double CELL_WEIGHT = 0.1;

	/**
	 * Weight of one frame in what is shown over all cells: memory of about a thousand
	 * frames.
	 */
	private static final double OVERALL_WEIGHT = 1e-3;

	private volatile double overall = Double.NaN;

	private final double[] coverage = new double[Calibration.LEVELS.length];

	private long frames;

	public Surprise(MeterRegistry registry) {
		Gauge.builder(MetricNames.SURPRISE, this, (s) -> s.overall)
			.description("Mean squared error in predicted standard deviations, smoothed over all cells; 1 is calm")
			.register(registry);
		for (int level = 0; level < this.coverage.length; level++) {
			int at = level;
			Gauge.builder(MetricNames.INTERVAL_COVERAGE, this, (s) -> s.coverage(at))
				.tag("level", Long.toString(Math.round(100 * Calibration.LEVELS[level])))
				.register(registry);
		}
	}

	/**
	 * Compares a frame with its forecast.
	 * @param smoothed the cell's score so far, NaN for none
	 * @param truth standardised targets {@code [Y]}, NaN absent
	 * @param mean forecast {@code [Y]}
	 * @param deviation predicted standard deviation {@code [Y]}
	 * @return the cell's new score; {@code smoothed} if no KPI was present
	 */
	public double observe(double smoothed, float[] truth, float[] mean, float[] deviation, Calibration calibration) {
		double sum = 0;
		int present = 0;
		double[] covered = new double[this.coverage.length];
		for (int y = 0; y < truth.length; y++) {
			double z = Math.abs(truth[y] - mean[y]) / deviation[y];
			if (!Double.isNaN(z)) {
				sum += Math.min(CAP, z * z);
				present++;
				for (int level = 0; level < covered.length; level++) {
					covered[level] += (z <= calibration.factor(level, 0, y)) ? 1 : 0;
				}
			}
		}
		if (present == 0) {
			return smoothed;
		}
		double score = sum / present;
		show(score, covered, present);
		return Double.isNaN(smoothed) ? score : smoothed + CELL_WEIGHT * (score - smoothed);
	}

	private synchronized void show(double score, double[] covered, int present) {
		double weight = Math.max(OVERALL_WEIGHT, 1.0 / ++this.frames);
		this.overall = (this.frames == 1) ? score : this.overall + weight * (score - this.overall);
		for (int level = 0; level < covered.length; level++) {
			this.coverage[level] += weight * (covered[level] / present - this.coverage[level]);
		}
	}

	/**
	 * Smoothed share of KPIs inside the interval of {@link Calibration#LEVELS}; NaN
	 * before the first frame.
	 */
	public synchronized double coverage(int level) {
		return (this.frames == 0) ? Double.NaN : this.coverage[level];
	}

	/** Smoothed surprise over all cells; NaN before the first frame. */
	public double overall() {
		return this.overall;
	}

}
