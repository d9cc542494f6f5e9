package org.presage.report;

import java.util.List;

import org.presage.training.Comparison;
import org.presage.training.Dataset;

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
