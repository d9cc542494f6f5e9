/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import java.util.Arrays;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;

/**
 * Means and covariance of a cell's KPIs, and what each is expected to be given the
 * others. Positive KPIs are taken as logarithms of multiples of what they were in the
 * first reports, so that a scale is a sum; decibels and others as they are. Only reports
 * with every KPI that the cell usually has count: without traffic there is nothing to
 * compare.
 */
final class Ties {

	/** Reports in which it is found out which KPIs a cell usually has. */
	private static final int FIRST = 200;

	private static final double USUAL = 0.3;

	/** Of a KPI's first mean: below, its logarithm goes on as a straight line would. */
	private static final double FLOOR = 0.05;

	/** How a KPI is compared. */
	private enum Form {

		/** The logarithm of a multiple. */
		SCALE,
		/** The logarithm of what is left, as of block errors. */
		SHARE,
		/** As it is: decibels, and indices, in which efficiency is about exponential. */
		PLAIN;

		static Form of(Kpi kpi) {
			boolean plain = kpi.min() < 0 || kpi.unit().startsWith("dB") || kpi.unit().equals("index");
			return plain ? PLAIN : (kpi.unit().equals("ratio") && kpi.max() == 1) ? SHARE : SCALE;
		}

	}

	private final KpiSchema schema;

	private final int size;

	private final double ridge;

	private final Form[] forms;

	/** KPI of what is queued; −1 for none. */
	private final int queued;

	private final boolean[] used;

	private final int[] seen;

	private final double[] scale;

	private final double[] mean;

	private final double[] covariance;

	/** Inverse of the covariance. */
	private final double[] inverse;

	private int first;

	Ties(KpiSchema schema, double ridge) {
		this.schema = schema;
		this.size = schema.size();
		this.ridge = ridge;
		OutageRule outage = schema.outage();
		this.queued = (outage != null) ? schema.indexOf(outage.queued()) : -1;
		this.forms = new Form[this.size];
		Arrays.setAll(this.forms, (k) -> Form.of(schema.kpi(k)));
		this.used = new boolean[this.size];
		this.seen = new int[this.size];
		this.scale = new double[this.size];
		this.mean = new double[this.size];
		this.covariance = new double[this.size * this.size];
		this.inverse = new double[this.size * this.size];
	}

	/** The part of a KPI's variance that the others explain, 0 to 1. */
	double strength(int kpi) {
		int at = kpi * this.size + kpi;
		return 1 - 1 / (this.inverse[at] * this.covariance[at] + 1e-12);
	}

	/**
	 * Whether a scale of the KPI is judged. What is queued depends on what came before.
	 */
	boolean scaled(int kpi) {
		return this.used[kpi] && kpi != this.schema.actionIndex() && kpi != this.queued
				&& this.forms[kpi] == Form.SCALE;
	}

	/**
	 * Whether the KPI is a time, as a delay: it grows while a queue does, so that the
	 * others of the same report do not say what it should be.
	 */
	boolean lags(int kpi) {
		return this.schema.kpi(kpi).unit().equals("ms");
	}

	/**
	 * Puts a report's KPIs, as they are compared, into a block.
	 * @return whether the report counts
	 */
	boolean put(float[] values, double[] block, int offset) {
		if (this.first < FIRST) {
			first(values);
			return false;
		}
		for (int k = 0; k < this.size; k++) {
			if (this.used[k] && Float.isNaN(values[k])) {
				return false;
			}
			block[offset + k] = this.used[k] ? compared(k, values[k]) : 0;
		}
		return true;
	}

	private void first(float[] values) {
		this.first++;
		for (int k = 0; k < this.size; k++) {
			if (!Float.isNaN(values[k])) {
				this.seen[k]++;
				this.scale[k] += (values[k] - this.scale[k]) / this.seen[k];
			}
		}
		if (this.first == FIRST) {
			for (int k = 0; k < this.size; k++) {
				this.used[k] = this.seen[k] >= USUAL * FIRST && (this.forms[k] != Form.SCALE || this.scale[k] > 0);
			}
		}
	}

	private double compared(int kpi, double value) {
		return switch (this.forms[kpi]) {
			case SCALE -> Math.log(FLOOR + value / this.scale[kpi]);
			case SHARE -> Math.log(1 + FLOOR - Math.min(1, value));
			case PLAIN -> value;
		};
	}

	/** Learns from a block, and inverts. */
	void learn(double[] block, int rows, double weight) {
		double each = weight / rows;
		for (int row = 0; row < rows; row++) {
			int from = row * this.size;
			for (int i = 0; i < this.size; i++) {
				double off = block[from + i] - this.mean[i];
				for (int j = 0; j <= i; j++) {
					int at = i * this.size + j;
					this.covariance[at] += each * (off * (block[from + j] - this.mean[j]) - this.covariance[at]);
				}
			}
		}
		for (int i = 0; i < this.size; i++) {
			double sum = 0;
			for (int row = 0; row < rows; row++) {
				sum += block[row * this.size + i];
			}
			this.mean[i] += weight * (sum / rows - this.mean[i]);
		}
		invert();
	}

	/** Gauss and Jordan on the covariance with a ridge, which is positive definite. */
	private void invert() {
		int n = this.size;
		double[] a = this.inverse;
		for (int i = 0; i < n; i++) {
			for (int j = 0; j < n; j++) {
				a[i * n + j] = (j <= i) ? this.covariance[i * n + j] : this.covariance[j * n + i];
			}
			a[i * n + i] += this.ridge * this.covariance[i * n + i] + 1e-6;
		}
		for (int p = 0; p < n; p++) {
			double pivot = 1 / a[p * n + p];
			a[p * n + p] = 1;
			for (int j = 0; j < n; j++) {
				a[p * n + j] *= pivot;
			}
			for (int i = 0; i < n; i++) {
				double factor = a[i * n + p];
				if (i != p && factor != 0) {
					a[i * n + p] = 0;
					for (int j = 0; j < n; j++) {
						a[i * n + j] -= factor * a[p * n + j];
					}
				}
			}
		}
	}

	/**
	 * Mean over a block of what each KPI is more than expected given the others.
	 * @param residual receives {@code [F]}
	 * @param distance receives {@code [F]}, how far the others are from their means: the
	 * square of their Mahalanobis distance, for each of them; 1 is usual for a report
	 */
	void residuals(double[] block, int rows, double[] residual, double[] distance) {
		Arrays.fill(residual, 0);
		double all = 0;
		int others = -1;
		for (int k = 0; k < this.size; k++) {
			double sum = 0;
			for (int j = 0; j < this.size; j++) {
				sum += this.inverse[k * this.size + j] * off(block, rows, j);
			}
			residual[k] = sum / this.inverse[k * this.size + k];
			all += sum * off(block, rows, k);
			others += this.used[k] ? 1 : 0;
		}
		for (int k = 0; k < this.size; k++) {
			double own = residual[k] * residual[k] * this.inverse[k * this.size + k];
			distance[k] = Math.max(0, all - own) / Math.max(1, others);
		}
	}

	/** How far the mean of a block is from the mean. */
	private double off(double[] block, int rows, int kpi) {
		double off = 0;
		for (int row = 0; row < rows; row++) {
			off += block[row * this.size + kpi] - this.mean[kpi];
		}
		return off / rows;
	}

}
