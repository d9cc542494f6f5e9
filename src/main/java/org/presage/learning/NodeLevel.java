/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/**
 * The usual error of a node, and its error since the monitor began to wait: what says
 * whether the node has drifted. The usual error is a mean over about the last 20,000
 * scores without the newest 64 to 128, which may be of the drift already. While a wait
 * lasts it stays as it is. Used by one thread.
 */
final class NodeLevel {

	private static final double MEMORY = 20_000;

	private static final int BLOCK = 256;

	/** Standard errors by which a mean must rise. */
	private static final double SURE = 3;

	private final Moments usual = new Moments();

	private Moments last = new Moments();

	private Moments newest = new Moments();

	private boolean waiting;

	/** Mean and variance of weighted values. */
	private static final class Moments {

		private double weight;

		/** Sum of squared weights. */
		private double squares;

		private double mean;

		/** Weighted sum of squared distances from the mean. */
		private double spread;

		void add(double value) {
			this.weight++;
			this.squares++;
			double distance = value - this.mean;
			this.mean += distance / this.weight;
			this.spread += distance * (value - this.mean);
		}

		/** Takes what follows; the older the less it counts. */
		void append(Moments other) {
			if (other.weight == 0) {
				return;
			}
			double kept = Math.exp(-other.weight / MEMORY);
			double older = this.weight * kept;
			double all = older + other.weight;
			double distance = other.mean - this.mean;
			this.spread = this.spread * kept + other.spread + distance * distance * older * other.weight / all;
			this.mean += distance * other.weight / all;
			this.weight = all;
			this.squares = this.squares * kept * kept + other.squares;
		}

		/** Of the mean: variance over Kish's effective sample size. */
		double squaredError() {
			return this.spread / this.weight * this.squares / (this.weight * this.weight);
		}

	}

	void add(double score) {
		this.newest.add(score);
		if (!this.waiting && this.newest.weight >= BLOCK) {
			this.usual.append(this.last);
			this.last = this.newest;
			this.newest = new Moments();
		}
	}

	/** Begins a wait. */
	void await() {
		this.waiting = true;
		this.last = new Moments();
		this.newest = new Moments();
	}

	/** Ends a wait after which the usual error is still the same, or soon another one. */
	void resume() {
		this.waiting = false;
		this.last = new Moments();
		this.newest = new Moments();
	}

	/** The usual error is from now on that since the wait began. */
	void restart() {
		Moments since = this.waiting ? this.newest : new Moments();
		this.usual.weight = 0;
		this.usual.squares = 0;
		this.usual.mean = 0;
		this.usual.spread = 0;
		this.usual.append(since);
		resume();
	}

	/** Whether both errors are known. */
	boolean judged() {
		return this.waiting && this.usual.weight > 0 && this.newest.weight > 1;
	}

	/** Usual error; 0 if it is not known. */
	double before() {
		return this.usual.mean;
	}

	/** Scores since the wait began. */
	double windows() {
		return this.newest.weight;
	}

	/** Error since the wait began. */
	double after() {
		return this.newest.mean;
	}

	/** By how much it has risen since the wait began, as a share of the usual error. */
	double relativeRise() {
		return (this.newest.mean - this.usual.mean) / Math.max(this.usual.mean, 1e-9);
	}

	/**
	 * Whether the error has risen since the wait began, by chance in about one of a
	 * thousand cases.
	 * @param least rise relative to the usual error
	 * @param inflation windows of which each counts as one that is independent
	 */
	boolean risen(double least, double inflation) {
		double rise = this.newest.mean - this.usual.mean;
		return judged() && rise >= least * this.usual.mean
				&& rise > SURE * Math.sqrt(inflation * (this.usual.squaredError() + this.newest.squaredError()));
	}

}
