/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.util.List;

import org.presage.kpi.KpiSchema;

/**
 * Recorded series of one schema.
 *
 * @param schema of the frames
 * @param series in the order of the files
 * @param fingerprint SHA-256 over the files' contents
 * @param notes what a user should know about the data, one sentence each
 */
public record Trace(KpiSchema schema, List<Series> series, String fingerprint, List<String> notes) {

	public long rows() {
		return this.series.stream().mapToLong(Series::rows).sum();
	}

}
