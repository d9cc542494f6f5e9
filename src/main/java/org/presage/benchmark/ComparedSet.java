/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;

import org.presage.base.JsonResult;

/**
 * One data set in {@code compare --json}.
 *
 * @param epochs of every model
 * @param runs the baselines first
 */
@JsonResult
public record ComparedSet(long rows, int series, int trainWindows, int testWindows, int epochs,
		List<ComparedRun> runs) {
}
