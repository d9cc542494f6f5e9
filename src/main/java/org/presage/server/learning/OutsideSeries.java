/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.util.ArrayDeque;
import java.util.Deque;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.Evidence;
import org.presage.control.Outcome;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.plausibility.CellPlausibility;
import org.presage.kpi.plausibility.PlausibilitySettings;
import org.presage.worldmodel.ModelManifest;

/**
 * What is known of a cell that does not report to this server, to judge its next frame as
 * the control loop would. Used by one thread.
 */
final class OutsideSeries {

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final PlausibilitySettings plausibility;

	private final CellPlausibility checks;

	/** The newest frames that are believed, at most a window. */
	private final Deque<float[]> window = new ArrayDeque<>();

	private long newestMs;

	OutsideSeries(ModelManifest manifest, ControlSettings settings, PlausibilitySettings plausibility) {
		this.manifest = manifest;
		this.settings = settings;
		this.plausibility = plausibility;
		this.checks = new CellPlausibility(manifest.schema(), plausibility);
	}

	/**
	 * A frame as it was read.
	 *
	 * @param isOutOfRange whether it had a value out of the range of its KPI
	 */
	record Report(KpiFrame frame, boolean isOutOfRange) {
	}

	/** Whether it is of frames for a model. */
	boolean isOf(ModelManifest other) {
		return this.manifest.version().equals(other.version());
	}

	/**
	 * Why a frame is not learnt from; {@code WARMING_UP} if nothing is known against it.
	 */
	Outcome judge(Report report) {
		KpiFrame frame = report.frame();
		long stepMs = this.manifest.schema().stepMs();
		long sinceMs = frame.intervalEndMs() - this.newestMs;
		if (sinceMs <= 0) {
			return Outcome.STALE;
		}
		boolean isFirst = this.newestMs == 0;
		this.newestMs = frame.intervalEndMs();
		if (!isFirst && Math.abs(sinceMs - stepMs) > stepMs / 2) {
			this.checks.restart();
			this.window.clear();
			if (sinceMs < stepMs) {
				return Outcome.OFF_STEP;
			}
		}
		boolean isFalse = this.plausibility.mode() != PlausibilitySettings.Mode.OFF
				&& this.checks.judge(frame, null) != null;
		if (report.isOutOfRange() || isFalse && this.plausibility.mode() == PlausibilitySettings.Mode.HOLD) {
			return Outcome.IMPLAUSIBLE;
		}
		this.window.add(frame.values());
		if (this.window.size() > this.manifest.network().window()) {
			this.window.remove();
		}
		return isBlind() ? Outcome.BLIND : Outcome.WARMING_UP;
	}

	/** Before the window is full, frames settle. */
	private boolean isBlind() {
		if (this.window.size() < this.manifest.network().window()) {
			return false;
		}
		int size = this.manifest.schema().size();
		float[] frames = new float[this.window.size() * size];
		int at = 0;
		for (float[] values : this.window) {
			System.arraycopy(values, 0, frames, at, size);
			at += size;
		}
		try {
			Evidence.require(this.manifest, this.settings, frames);
			return false;
		}
		catch (InvalidInputException ex) {
			return true;
		}
	}

}
