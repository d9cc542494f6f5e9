package org.presage.worldmodel.onnx;

/**
 * A value in an ONNX graph under construction.
 *
 * @param name unique in the graph
 */
record OnnxRef(String name) {
}
