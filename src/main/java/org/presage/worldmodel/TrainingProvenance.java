/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a model was trained with. Each part is null if the package does not say it.
 *
 * @param seed of weights and order of the windows
 * @param settings of the run, as text
 * @param data fingerprint of the trace, see {@code presage evaluate}
 * @param rows of the trace
 * @param gaps of time in the trace, at which windows end
 * @param gapSteps a pause of more than this many steps was such a gap
 * @param split which rows trained, validated and tested, as {@code time} or
 * {@code group 2/7}
 * @param trainWindows windows of the training part
 * @param epochs that were run
 * @param bestEpoch whose weights the package has, from 1 on
 * @param parameters weights of the network
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingProvenance(@Nullable Long seed, @Nullable String settings, @Nullable String data,
		@Nullable Long rows, @Nullable Long gaps, @Nullable Integer gapSteps, @Nullable String split,
		@Nullable Long trainWindows, @Nullable Integer epochs, @Nullable Integer bestEpoch, @Nullable Long parameters) {

	/** Of weights that were not trained. */
	public static final TrainingProvenance NONE = new TrainingProvenance(null, null, null, null, null, null, null, null,
			null, null, null);

}
