package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.worldmodel.OnlineCalibration;

/** What the loop remembers of a cell besides its window. */
public final class CellState {

	/** The slices of its cell; null for a cell without slices. */
	@Nullable CellSlices siblings;

	/** Whether a frame of it has been taken and not been answered yet. */
	boolean waiting;

	/**
	 * Last allocation that was decided, and not only to be shown by an operator's wish;
	 * NaN for none.
	 */
	float decided = Float.NaN;

	/** Allocation that was in force in the newest frame; NaN if not known. */
	float inForce = Float.NaN;

	/** End of the newest frame's interval, in ms. */
	long newestMs = Long.MIN_VALUE;

	/** End of the interval of the frame that {@link #plan} was decided after, in ms. */
	long plannedMs = Long.MIN_VALUE;

	/** Last plan, {@code [H]} PRBs; null for none. */
	float @Nullable [] plan;

	/** Newest decision; null for none. */
	@Nullable Decision last;

	/** Smoothed surprise; NaN for none. */
	double surprise = Double.NaN;

	/** Encoding of the window at the last decision. */
	float[] context = new float[0];

	/**
	 * Allocation, in PRBs, that the forecast of the next frame is for; NaN if there is no
	 * forecast.
	 */
	float expectedAction = Float.NaN;

	/** Forecast of the next frame, standardised. */
	float[] mean = new float[0];

	float[] deviation = new float[0];

	/** What operators want of it. */
	CellIntent intent = CellIntent.NONE;

	/** What that means for the model that serves; null if not worked out yet. */
	SliceRules.@Nullable Rules rules;

	/** Who says what operators want. */
	private Intents told = Intents.NONE;

	/** What became of the allocations that were decided. */
	ControlTrack control = new ControlTrack();

	/**
	 * Keeps the intervals of the model that serves the cell; null before its first
	 * forecast.
	 */
	@Nullable OnlineCalibration calibration;

	/** Takes what operators want now; costs nothing while that is what it was. */
	void intend(Intents now, CellId cell) {
		if (now == this.told) {
			return;
		}
		CellIntent wanted = now.of(cell);
		if (wanted.advisory() && !this.intent.advisory()) {
			this.control.pause();
		}
		this.told = now;
		this.intent = wanted;
		this.rules = null;
	}

	/** Becomes one of the slices of a cell. */
	void join(CellSlices cell) {
		this.siblings = cell;
		cell.join(this);
	}

	/** Makes room for what a model expects, and for its context. */
	void fit(int targets, int contextSize) {
		if (this.mean.length != targets || this.context.length != contextSize) {
			this.mean = new float[targets];
			this.deviation = new float[targets];
			this.context = new float[contextSize];
		}
	}

	/** Forgets all that a window carried. */
	void restart() {
		this.plan = null;
		this.expectedAction = Float.NaN;
		this.surprise = Double.NaN;
		this.control.restart();
	}

	/** Forgets all that a model said, and how it turned out. */
	void changeModel() {
		restart();
		this.calibration = null;
	}

	/** Forgets the cell. */
	void forget() {
		changeModel();
		if (this.siblings != null) {
			this.siblings.leave(this);
			this.siblings = null;
		}
		this.decided = Float.NaN;
		this.last = null;
		this.control = new ControlTrack();
		this.intent = CellIntent.NONE;
		this.told = Intents.NONE;
		this.rules = null;
	}

}
