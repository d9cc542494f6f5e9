/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.ModelForecaster;

/** What a model package predicts of levels. Owned by one thread. */
public final class ModelLevels implements LevelPredictor {

	private final ModelForecaster model;

	private @Nullable WindowBatch batch;

	/**
	 * @param model for the windows of the dataset; closed by its owner
	 */
	public ModelLevels(ModelForecaster model) {
		this.model = model;
	}

	@Override
	public String name() {
		return this.model.name();
	}

	@Override
	public void see(WindowBatch windows) {
		this.batch = windows;
		this.model.encode(windows);
	}

	@Override
	public void predict(float action, float[] mean) {
		WindowBatch seen = this.batch;
		if (seen == null) {
			throw new IllegalStateException("no windows");
		}
		this.model.next(seen, action, mean);
	}

}
