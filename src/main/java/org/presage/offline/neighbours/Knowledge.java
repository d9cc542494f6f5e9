/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.offline.data.WindowBatch;
import org.presage.offline.evaluation.WindowInputs;

/** What a forecaster knows of a cell's neighbours. */
public enum Knowledge {

	/** Nothing: today's model. */
	NONE(false, false),

	/** What was and will be allowed to them, as if they had announced it. */
	PLANS(false, true),

	/** Their last frames: the most that messages could tell. */
	FRAMES(true, false),

	/** Both. */
	BOTH(true, true);

	/** Last frames that are seen. */
	private static final int SEEN = 4;

	private final boolean frames;

	private final boolean plans;

	Knowledge(boolean frames, boolean plans) {
		this.frames = frames;
		this.plans = plans;
	}

	/** What it adds to a window: means over the neighbours. */
	WindowInputs inputs(Dataset data, NeighbourFrames neighbours) {
		if (this == NONE) {
			return WindowInputs.NONE;
		}
		int features = data.schema().size();
		int action = data.schema().actionIndex();
		int seen = Math.min(SEEN, data.window());
		int past = this.frames ? seen * features : seen;
		return new WindowInputs() {

			@Override
			public int size() {
				return past + (Knowledge.this.plans ? data.horizon() : 0);
			}

			@Override
			public void fill(WindowBatch.Place place, double[] to, int at) {
				int next = at;
				int now = place.row() + data.window();
				for (int row = now - seen; row < now; row++) {
					if (Knowledge.this.frames) {
						for (int kpi = 0; kpi < features; kpi++) {
							to[next++] = known(neighbours.mean(place.series(), row, kpi));
						}
					}
					else {
						to[next++] = known(neighbours.mean(place.series(), row, action));
					}
				}
				for (int row = now; Knowledge.this.plans && row < now + data.horizon(); row++) {
					to[next++] = known(neighbours.mean(place.series(), row, action));
				}
			}

		};
	}

	private static double known(double value) {
		return Double.isNaN(value) ? 0 : value;
	}

}
