/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Forecasters judged on the same windows: baselines, scores, calibration, tests of
 * differences.
 */
@NullMarked
package org.presage.offline.evaluation;

import org.jspecify.annotations.NullMarked;
