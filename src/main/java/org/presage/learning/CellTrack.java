/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import org.jspecify.annotations.Nullable;

import org.presage.control.Decision;
import org.presage.control.Outcome;

/**
 * The newest frames of one cell or slice, without a gap, and what is kept of them.
 */
final class CellTrack {

	private final FrameLayout layout;

	private final String group;

	/** The newest L + H frames that are kept, a ring. */
	private final float[] frames;

	/** Frames that were kept since the last gap. */
	private long kept;

	/** Frames that are still left out, since a start, a gap or a change. */
	private int settling;

	private boolean started;

	private long newestMs;

	private String model = "";

	/**
	 * @param group that the cell belongs to
	 */
	CellTrack(FrameLayout layout, String group) {
		this.layout = layout;
		this.group = group;
		this.frames = new float[layout.length() * layout.schema().size()];
	}

	/**
	 * Takes an answered report.
	 * @return whether it is kept, or why not
	 */
	TransitionResult take(Decision decision) {
		long endMs = decision.frame().intervalEndMs();
		if (decision.outcome() == Outcome.STALE || this.started && endMs == this.newestMs) {
			return TransitionResult.STALE;
		}
		if (isNew(decision)) {
			this.settling = this.layout.window();
			this.kept = 0;
		}
		this.started = true;
		this.newestMs = endMs;
		this.model = decision.modelVersion();
		TransitionResult result = judge(decision);
		if (this.settling > 0) {
			this.settling--;
			result = (result == TransitionResult.KEPT) ? TransitionResult.SETTLING : result;
		}
		if (result != TransitionResult.KEPT) {
			this.kept = 0;
			return result;
		}
		int kpis = this.layout.schema().size();
		int at = (int) (this.kept % this.layout.length()) * kpis;
		System.arraycopy(decision.frame().values(), 0, this.frames, at, kpis);
		this.kept++;
		return result;
	}

	/** Whether something happened between the newest report and this one. */
	private boolean isNew(Decision decision) {
		return !this.started || !this.layout.follows(this.newestMs, decision.frame().intervalEndMs())
				|| !decision.modelVersion().equals(this.model);
	}

	private TransitionResult judge(Decision decision) {
		if (decision.outcome() == Outcome.NO_MODEL) {
			// It may have been read with another schema.
			return TransitionResult.OTHER_MODEL;
		}
		float[] values = decision.frame().values();
		for (int k = 0; k < values.length; k++) {
			if (!this.layout.schema().kpi(k).admits(values[k])) {
				return TransitionResult.IMPLAUSIBLE;
			}
		}
		return switch (decision.outcome()) {
			case IMPLAUSIBLE -> TransitionResult.IMPLAUSIBLE;
			case BLIND -> TransitionResult.BLIND;
			case OFF_STEP -> TransitionResult.OFF_STEP;
			case DISTRUSTED -> TransitionResult.DISTRUSTED;
			case ROLLED_BACK -> TransitionResult.ROLLED_BACK;
			default -> Float.isNaN(values[this.layout.schema().actionIndex()]) ? TransitionResult.NO_ACTION
					: TransitionResult.KEPT;
		};
	}

	String group() {
		return this.group;
	}

	/** Frames that were kept since the last gap. */
	long kept() {
		return this.kept;
	}

	/**
	 * The newest window with what followed, {@code [L + H, F]}, oldest frame first; null
	 * if there is none that has less than L frames in common with the one before.
	 */
	float @Nullable [] window() {
		int length = this.layout.length();
		if (this.kept < length || (this.kept - length) % this.layout.horizon() != 0) {
			return null;
		}
		int from = (int) (this.kept % length) * this.layout.schema().size();
		float[] window = new float[this.frames.length];
		System.arraycopy(this.frames, from, window, 0, window.length - from);
		System.arraycopy(this.frames, 0, window, window.length - from, from);
		return window;
	}

	/**
	 * A kept frame.
	 * @param ago 0 for the newest
	 * @param values filled with it
	 */
	void frame(int ago, float[] values) {
		int at = (int) ((this.kept - 1 - ago) % this.layout.length()) * values.length;
		System.arraycopy(this.frames, at, values, 0, values.length);
	}

}
