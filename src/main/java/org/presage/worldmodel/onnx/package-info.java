/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Emits networks as ONNX graphs and runs them in ONNX Runtime. The only package that
 * imports {@code ai.onnxruntime} and the ONNX protobufs.
 */
@NullMarked
package org.presage.worldmodel.onnx;

import org.jspecify.annotations.NullMarked;
