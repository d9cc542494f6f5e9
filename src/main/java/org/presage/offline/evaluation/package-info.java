/**
 * Forecasters judged on the same windows: baselines, scores, calibration, tests of
 * differences.
 */
@NullMarked
package org.presage.offline.evaluation;

import org.jspecify.annotations.NullMarked;
