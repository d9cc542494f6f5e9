/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.report;

import java.util.List;

import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Comparison;

/**
 * What the page says about one data set.
 *
 * @param name of the set, for humans
 * @param comparison on its windows
 * @param fit what the baselines were fitted to; the comparison's own data by default
 * @param notes what a reader should know, one sentence each
 */
public record SetReport(String name, Comparison comparison, Dataset fit, List<String> notes) {
}
