/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

/**
 * A value in an ONNX graph under construction.
 *
 * @param name unique in the graph
 */
record OnnxRef(String name) {
}
