/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;

/**
 * What the frames and windows of a file are: all of one kind.
 *
 * @param schema of the frames
 * @param window frames that a model sees, L
 * @param horizon frames that it forecasts, H
 */
record FrameLayout(KpiSchema schema, int window, int horizon) {

	static FrameLayout of(ModelManifest manifest) {
		return new FrameLayout(manifest.schema(), manifest.network().window(), manifest.network().horizon());
	}

	/** Frames of a window with what followed, L + H. */
	int length() {
		return this.window + this.horizon;
	}

	/** Whether an interval is the next one after another, by their ends. */
	boolean follows(long beforeMs, long endMs) {
		long stepMs = this.schema.stepMs();
		return Math.abs(endMs - beforeMs - stepMs) <= stepMs / 2;
	}

	/** What differs, if both are not of one kind; null if they are. */
	@Nullable InvalidInputException difference(FrameLayout other) {
		if (this.window != other.window || this.horizon != other.horizon) {
			return new InvalidInputException("windows", "L = " + this.window + " and H = " + this.horizon,
					"L = " + other.window + " and H = " + other.horizon);
		}
		try {
			this.schema.requireSameFrames(other.schema);
			return null;
		}
		catch (InvalidInputException ex) {
			return ex;
		}
	}

	List<String> kpis() {
		return this.schema.kpis().stream().map(Kpi::name).toList();
	}

}
