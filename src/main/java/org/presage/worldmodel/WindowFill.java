/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

/**
 * Turns frames with absent values into the two tensors that networks read: values and
 * mask. An absent value is filled with the KPI's last present one inside the reach, else
 * with 0, the training mean; its mask is 0, and it is never a target.
 */
public final class WindowFill {

	private WindowFill() {
	}

	/**
	 * @param from standardised frames {@code [T, F]} at {@code offset}, oldest first, NaN
	 * absent
	 * @param steps T
	 * @param reach frames back from which a value may still be carried, the window length
	 * L
	 * @param frames receives {@code [T, F]} at {@code toOffset}
	 * @param mask receives {@code [T, F]} at {@code toOffset}
	 */
	public static void fill(float[] from, int offset, int steps, int features, int reach, float[] frames, float[] mask,
			int toOffset) {
		for (int f = 0; f < features; f++) {
			float carried = 0;
			int age = reach;
			for (int t = 0; t < steps; t++) {
				float value = from[offset + t * features + f];
				int to = toOffset + t * features + f;
				if (Float.isNaN(value)) {
					age++;
					frames[to] = (age < reach) ? carried : 0;
					mask[to] = 0;
				}
				else {
					carried = value;
					age = 0;
					frames[to] = value;
					mask[to] = 1;
				}
			}
		}
	}

}
