/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Corrects the forecasts of one cell by the errors of its earlier ones: what was forecast
 * at one frame for a later one is judged when the later one has been measured. The
 * correction is one shift for each step and KPI, added to the forecasts of all plans of
 * the cell alike, so that the effect of an action stays the network's.
 * <p>
 * Three correctors propose a shift. The <i>mixture</i> averages the levels of network,
 * VARX and persistence, each under the allocation in force, with {@link FixedShare}
 * weights per KPI of which half is fixed on the network. The <i>bias</i> is a running
 * mean of the network's errors per step and KPI, with weight 1/(n + 5) down to a least
 * one. The <i>regression</i> predicts them from the cell's state, see
 * {@link ErrorRegression}. A second {@link FixedShare} per KPI averages no correction and
 * the three. Its loss is the mean over the steps judged at a frame of the squared error
 * in predicted standard deviations; so the next step's corrected forecast is never much
 * worse than the best of the four, see there. What is forecast h steps ahead is judged h
 * frames later; that delays the weights by as much and is not in the bound.
 * <p>
 * An error of the network beyond the gate teaches nothing, and no shift is larger than
 * the gate. Work and memory are O(H·Y) and O(H²·Y); nothing is allocated after
 * construction. Values are standardised. Owned by one thread.
 */
public final class ForecastCorrection {

	/** The levels that are mixed. */
	enum Level {

		NETWORK, VARX, PERSISTENCE

	}

	/** What is chosen from. */
	enum Choice {

		NONE, MIXTURE, BIAS, REGRESSION

	}

	private static final int LEVELS = Level.values().length;

	private static final int CHOICES = Choice.values().length;

	/**
	 * A bias begins as if the network had been right so many times: the first errors of a
	 * cell are noise more than anything.
	 */
	private static final int CALM = 5;

	/** Weight of the mixture that stays on the network. */
	private static final double FIXED = 0.5;

	/** Of the choices, before any error. */
	private static final double[] PRIOR = { 1 / 2.0, 1 / 6.0, 1 / 6.0, 1 / 6.0 };

	private static final double[] WITH_VARX = { 1 / 3.0, 1 / 3.0, 1 / 3.0 };

	private static final double[] WITHOUT_VARX = { 0.5, 0, 0.5 };

	/**
	 * An allocation is taken for the planned one up to this many standard deviations
	 * beside it.
	 */
	private static final float SAME_ACTION = 0.1f;

	private final CorrectionSettings settings;

	private final int horizon;

	private final int targets;

	private final double slowest;

	/**
	 * Per KPI, whether any forecast of it has been judged; before, nothing is corrected.
	 */
	private final boolean[] learnt;

	/** Per KPI. */
	private final FixedShare[] levels;

	private final FixedShare[] choices;

	/** Per step and KPI, {@code [H, Y]}. */
	private final float[] bias;

	private final int[] errors;

	private final ErrorRegression regression;

	/** Forecasts that are not judged yet, of the last H frames. */
	private final PendingForecast[] pending;

	private int newest;

	/**
	 * Losses of the frame that is judged, {@code [Y, levels]} and {@code [Y, choices]}.
	 */
	private final double[] levelLosses;

	private final double[] choiceLosses;

	private final int[] judged;

	private final double[] losses = new double[Math.max(LEVELS, CHOICES)];

	/** Takes the errors of forecasts, raw and corrected, as they are judged. */
	@FunctionalInterface
	public interface Judge {

		/** Ignores them. */
		Judge NONE = (step, target, raw, corrected) -> {
		};

		/**
		 * One forecast turned out.
		 * @param raw error of the network in predicted standard deviations
		 * @param corrected error of the corrected forecast, in the same unit
		 */
		void judged(int step, int target, double raw, double corrected);

	}

	/**
	 * @param varx whether a VARX forecast is given
	 */
	public ForecastCorrection(CorrectionSettings settings, int horizon, int targets, boolean varx) {
		this.settings = settings;
		this.horizon = horizon;
		this.targets = targets;
		this.slowest = settings.slowest();
		this.learnt = new boolean[targets];
		this.levels = new FixedShare[targets];
		this.choices = new FixedShare[targets];
		for (int y = 0; y < targets; y++) {
			this.levels[y] = new FixedShare(settings.rate(), settings.share(), varx ? WITH_VARX : WITHOUT_VARX);
			this.choices[y] = new FixedShare(settings.rate(), settings.share(), PRIOR);
		}
		this.bias = new float[horizon * targets];
		this.errors = new int[horizon * targets];
		this.regression = new ErrorRegression(horizon * targets);
		this.pending = new PendingForecast[horizon];
		for (int i = 0; i < horizon; i++) {
			this.pending[i] = new PendingForecast(horizon, targets);
		}
		this.levelLosses = new double[targets * LEVELS];
		this.choiceLosses = new double[targets * CHOICES];
		this.judged = new int[targets];
	}

	/**
	 * Works out the shift for the next forecasts.
	 * @param hold network's forecast for the allocation held, of which the H·Y values
	 * from {@code offset} on are taken
	 * @param deviation its predicted standard deviation, {@code [H, Y]}
	 * @param varx forecast for the allocation held, {@code [H, Y]}; null without one
	 * @param last newest value of each KPI, {@code [Y]}
	 * @param actions of which the H from {@code actionOffset} on are those of
	 * {@code hold}
	 * @param shift receives {@code [H, Y]} from {@code to} on, to be added to the means
	 * of all plans
	 */
	public void propose(float[] hold, int offset, float[] deviation, float @Nullable [] varx, float[] last,
			float[] actions, int actionOffset, float[] shift, int to) {
		this.newest = (this.newest + 1) % this.horizon;
		PendingForecast next = this.pending[this.newest];
		next.madeMs = -1;
		System.arraycopy(hold, offset, next.hold, 0, next.hold.length);
		System.arraycopy(deviation, 0, next.deviation, 0, next.hold.length);
		System.arraycopy(last, 0, next.last, 0, this.targets);
		System.arraycopy(this.bias, 0, next.bias, 0, this.bias.length);
		System.arraycopy(actions, actionOffset, next.heldActions, 0, this.horizon);
		for (int y = 0; y < this.targets; y++) {
			for (int e = 0; e < LEVELS; e++) {
				next.levels[y * LEVELS + e] = (float) ((1 - FIXED) * this.levels[y].weight(e) + ((e == 0) ? FIXED : 0));
			}
			for (int e = 0; e < CHOICES; e++) {
				next.choices[y * CHOICES + e] = this.learnt[y] ? weight(y, e) : 0;
			}
		}
		for (int i = 0; i < next.hold.length; i++) {
			next.varx[i] = (varx != null) ? varx[i] - hold[offset + i] : 0;
			next.regression[i] = (float) this.regression.predict(i, next.heldActions[i / this.targets],
					last[i % this.targets], next.hold[i]);
			shift[to + i] = this.settings.used() ? shift(next, i, next.choices) : 0;
		}
	}

	private float weight(int target, int choice) {
		return switch (this.settings.mode()) {
			case MIXTURE -> (choice == Choice.MIXTURE.ordinal()) ? 1 : 0;
			case BIAS -> (choice == Choice.BIAS.ordinal()) ? 1 : 0;
			case REGRESSION -> (choice == Choice.REGRESSION.ordinal()) ? 1 : 0;
			default -> (float) this.choices[target].weight(choice);
		};
	}

	private float shift(PendingForecast of, int at, float[] weights) {
		int y = at % this.targets;
		return weights[y * CHOICES + Choice.MIXTURE.ordinal()] * mixture(of, at)
				+ weights[y * CHOICES + Choice.BIAS.ordinal()] * limited(of, at, of.bias[at])
				+ weights[y * CHOICES + Choice.REGRESSION.ordinal()] * limited(of, at, of.regression[at]);
	}

	private float mixture(PendingForecast of, int at) {
		int first = at % this.targets * LEVELS;
		return of.levels[first + Level.VARX.ordinal()] * limited(of, at, of.varx[at])
				+ of.levels[first + Level.PERSISTENCE.ordinal()] * limited(of, at, persistence(of, at));
	}

	private float persistence(PendingForecast of, int at) {
		return of.last[at % this.targets] - of.hold[at];
	}

	private float limited(PendingForecast of, int at, float shift) {
		float most = (float) this.settings.gate() * of.deviation[at];
		// A model that has diverged is not corrected to something finite.
		return (most > 0 && !Float.isNaN(shift)) ? Math.clamp(shift, -most, most) : 0;
	}

	/**
	 * The forecast that was proposed last has been used.
	 * @param nowMs end of the interval of the newest frame seen
	 * @param plan network's forecast for the plan chosen, {@code [H, Y]} from
	 * {@code offset} on
	 * @param actions of the plan, {@code [H]} from {@code actionOffset} on
	 */
	public void issue(long nowMs, float[] plan, int offset, float[] actions, int actionOffset) {
		PendingForecast made = this.pending[this.newest];
		System.arraycopy(plan, offset, made.plan, 0, made.plan.length);
		System.arraycopy(actions, actionOffset, made.actions, 0, this.horizon);
		made.madeMs = nowMs;
		made.planned = true;
		made.held = true;
	}

	/**
	 * The allocation in force is another one than planned: replaces the newest forecast
	 * of the next step by the one for that.
	 */
	public void instead(float[] next, float action) {
		PendingForecast made = this.pending[this.newest];
		System.arraycopy(next, 0, made.plan, 0, this.targets);
		made.actions[0] = action;
	}

	/**
	 * Judges the forecasts that were made for a frame, and learns from their errors.
	 * @param nowMs end of the frame's interval
	 * @param stepMs from frame to frame
	 * @param truth standardised {@code [Y]}, NaN absent
	 * @param action in force in the interval, standardised, NaN if not known
	 * @param frozen whether nothing may be learnt from the frame
	 */
	public void observe(long nowMs, long stepMs, float[] truth, float action, boolean frozen, Judge judge) {
		Arrays.fill(this.judged, 0);
		Arrays.fill(this.levelLosses, 0);
		Arrays.fill(this.choiceLosses, 0);
		for (PendingForecast made : this.pending) {
			int step = (made.madeMs < 0) ? -1 : (int) Math.round((double) (nowMs - made.madeMs) / stepMs) - 1;
			if (step < 0 || step >= this.horizon) {
				continue;
			}
			made.planned &= Math.abs(made.actions[step] - action) <= SAME_ACTION;
			made.held &= Math.abs(made.heldActions[step] - action) <= SAME_ACTION;
			if (!frozen && (made.planned || made.held)) {
				judge(made, step, truth, judge);
			}
		}
		for (int y = 0; y < this.targets; y++) {
			if (this.judged[y] > 0) {
				this.learnt[y] = true;
				learn(this.levels[y], this.levelLosses, y * LEVELS, LEVELS, this.judged[y]);
				learn(this.choices[y], this.choiceLosses, y * CHOICES, CHOICES, this.judged[y]);
			}
		}
	}

	private void judge(PendingForecast made, int step, float[] truth, Judge judge) {
		for (int y = 0; y < this.targets; y++) {
			int at = step * this.targets + y;
			double error = truth[y] - (made.planned ? made.plan[at] : made.hold[at]);
			double deviation = made.deviation[at];
			if (Double.isNaN(error) || !(deviation > 0)) {
				continue;
			}
			judge.judged(step, y, error / deviation, (error - shift(made, at, made.choices)) / deviation);
			if (!(Math.abs(error) <= this.settings.gate() * deviation)) {
				continue;
			}
			this.judged[y]++;
			double mixed = mixture(made, at);
			add(this.levelLosses, y * LEVELS, error / deviation);
			add(this.levelLosses, y * LEVELS + 1, (error - limited(made, at, made.varx[at])) / deviation);
			add(this.levelLosses, y * LEVELS + 2, (error - limited(made, at, persistence(made, at))) / deviation);
			add(this.choiceLosses, y * CHOICES, error / deviation);
			add(this.choiceLosses, y * CHOICES + 1, (error - mixed) / deviation);
			add(this.choiceLosses, y * CHOICES + 2, (error - limited(made, at, made.bias[at])) / deviation);
			add(this.choiceLosses, y * CHOICES + 3, (error - limited(made, at, made.regression[at])) / deviation);
			this.regression.learn(at, made.heldActions[step], made.last[y], made.hold[at], error);
			double weight = Math.max(1.0 / (CALM + ++this.errors[at]), this.slowest);
			this.bias[at] += (float) (weight * (error - this.bias[at]));
		}
	}

	private static void add(double[] losses, int at, double error) {
		losses[at] += error * error;
	}

	private void learn(FixedShare weights, double[] sums, int from, int count, int judgedSteps) {
		for (int e = 0; e < count; e++) {
			this.losses[e] = sums[from + e] / judgedSteps;
		}
		weights.update(this.losses);
	}

	/**
	 * The shift of the forecasts that were made at a frame, {@code [H, Y]}; null if none
	 * were. For reports.
	 */
	public float @Nullable [] shift(long nowMs) {
		PendingForecast made = this.pending[this.newest];
		if (made.madeMs != nowMs || !this.settings.used()) {
			return null;
		}
		float[] shift = new float[this.bias.length];
		for (int i = 0; i < shift.length; i++) {
			shift[i] = shift(made, i, made.choices);
		}
		return shift;
	}

	/** Forgets everything. */
	public void restart() {
		for (int y = 0; y < this.targets; y++) {
			this.levels[y].restart();
			this.choices[y].restart();
		}
		Arrays.fill(this.learnt, false);
		Arrays.fill(this.bias, 0);
		Arrays.fill(this.errors, 0);
		this.regression.restart();
		for (PendingForecast made : this.pending) {
			made.madeMs = -1;
		}
	}

}
