/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.net.Parameters;

/**
 * One large matrix product, run as models are: what this machine's processor gives at
 * best, to hold models against. Owned by one thread.
 */
public final class SquareProduct implements AutoCloseable {

	private static final String IN = "in";

	private static final String OUT = "out";

	private final int size;

	private final OrtSession session;

	private final OnnxTensor input;

	private final OnnxTensor output;

	/**
	 * @param size m = n = k
	 */
	public SquareProduct(int size) {
		this(size, Device.CPU);
	}

	/**
	 * The same on a device; its time includes the copies of input and result.
	 * @throws ModelException if the device is not there
	 */
	public SquareProduct(int size, Device device) {
		this.size = size;
		float[] weights = new float[size * size];
		Arrays.fill(weights, 0.5f);
		OnnxOps ops = new OnnxOps("product", new Parameters(), new float[0]);
		OnnxRef in = ops.input(IN, size, size);
		ops.output(OUT, ops.matMul(in, ops.constant(weights, size, size)), size, size);
		try {
			this.session = OnnxWorldModel.session(ops.model(), device);
			this.input = tensor(size);
			this.output = tensor(size);
		}
		catch (OrtException ex) {
			throw new ModelException("matrix product: ONNX Runtime refuses it: " + ex.getMessage(), ex);
		}
	}

	private static OnnxTensor tensor(int size) throws OrtException {
		FloatBuffer values = ByteBuffer.allocateDirect(size * size * Float.BYTES)
			.order(ByteOrder.nativeOrder())
			.asFloatBuffer();
		return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, new long[] { size, size });
	}

	/** Floating-point operations of one {@link #run}. */
	public double flops() {
		return 2.0 * this.size * this.size * this.size;
	}

	/** Multiplies once. */
	public void run() {
		try {
			this.session.run(Map.of(IN, this.input), Map.of(OUT, this.output)).close();
		}
		catch (OrtException ex) {
			throw new ModelException("matrix product: ONNX Runtime failed: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void close() {
		this.input.close();
		this.output.close();
		try {
			this.session.close();
		}
		catch (OrtException ex) {
			throw new ModelException("matrix product: cannot be closed: " + ex.getMessage(), ex);
		}
	}

}
