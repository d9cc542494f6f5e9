/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What the encoder made of each of N windows, oldest first.
 *
 * @param contexts {@code [N][K]}
 * @param priorMean {@code [N][Z]}; null if the architecture's contexts hold no prior
 * @param priorLogDeviation {@code [N][Z]}; null as {@code priorMean}
 * @param plane of the prior means; of the contexts if there is no prior
 */
public record EncodedWindows(float[][] contexts, float @Nullable [][] priorMean, float @Nullable [][] priorLogDeviation,
		PrincipalPlane plane) {

	static EncodedWindows of(float[][] contexts, @Nullable Latents latents) {
		if (latents == null) {
			return new EncodedWindows(contexts, null, null, PrincipalPlane.of(contexts));
		}
		float[][] means = Arrays.stream(contexts).map(latents::mean).toArray(float[][]::new);
		return new EncodedWindows(contexts, means,
				Arrays.stream(contexts).map(latents::logDeviation).toArray(float[][]::new), PrincipalPlane.of(means));
	}

}
