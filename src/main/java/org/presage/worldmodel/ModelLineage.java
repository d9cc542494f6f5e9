/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a model was trained further from, and why. Part of the manifest.
 *
 * @param parent {@link ModelManifest#digest} of the package whose weights it started from
 * @param parentVersion name of that model
 * @param mode what was trained: {@code levels}, {@code adapter}, {@code heads} or
 * {@code full}
 * @param trigger why it was trained, free text; null if it was not said
 * @param fromMs end of the oldest interval of the data, ms since 1970
 * @param toMs end of the newest interval
 * @param windows that it was trained on
 */
public record ModelLineage(String parent, String parentVersion, String mode,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String trigger, long fromMs, long toMs, long windows) {

	public ModelLineage {
		if (parent == null || parentVersion == null || mode == null) {
			throw new ModelException("lineage", "parent, parentVersion and mode", "one of them missing");
		}
	}

}
