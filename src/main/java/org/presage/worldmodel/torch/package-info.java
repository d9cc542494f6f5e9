/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs networks eagerly, with gradients, through DJL and PyTorch. The only package that
 * imports {@code ai.djl}.
 */
@NullMarked
package org.presage.worldmodel.torch;

import org.jspecify.annotations.NullMarked;
