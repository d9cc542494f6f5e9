/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.WindowFill;

/**
 * Everything stays as it was last seen; a KPI not seen in the window stays at its
 * training mean.
 */
final class Persistence extends Baseline {

	Persistence(Dataset data) {
		super(data);
		measureDeviations();
	}

	@Override
	public String name() {
		return Baselines.PERSISTENCE;
	}

	@Override
	void means(WindowBatch batch, float[] mean) {
		int features = data().schema().size();
		int targets = features - 1;
		int window = data().window();
		int horizon = data().horizon();
		float[] frames = new float[window * features];
		float[] mask = new float[window * features];
		for (int c = 0; c < batch.count(); c++) {
			WindowFill.fill(batch.windows(), c * window * features, window, features, window, frames, mask, 0);
			for (int h = 0; h < horizon; h++) {
				for (int y = 0; y < targets; y++) {
					mean[(c * horizon + h) * targets + y] = frames[(window - 1) * features
							+ data().schema().frameIndex(y)];
				}
			}
		}
	}

}
