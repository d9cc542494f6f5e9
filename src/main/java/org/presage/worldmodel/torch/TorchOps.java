/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;

import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.net.Parameters;

/**
 * Runs networks eagerly in PyTorch. All tensors belong to the manager that it was made
 * with.
 * <p>
 * No operation here takes a Java number where a gradient flows: DJL wraps it into a
 * tensor over a direct buffer that it forgets at once, PyTorch keeps that memory for the
 * way back, and the garbage collector may have given it to others by then. Constants
 * belong to the manager and live as long as it does.
 */
final class TorchOps implements Ops<NDArray> {

	private static final float LAYER_NORM_EPSILON = 1e-5f;

	private final NDManager manager;

	private final Map<String, NDArray> parameters;

	private final String prefix;

	/**
	 * @param flat all parameters, one after the other; gradients flow back into it
	 */
	TorchOps(NDManager manager, Parameters declared, NDArray flat) {
		this(manager, new HashMap<>(), "");
		long[] cuts = declared.slots().values().stream().skip(1).mapToLong(Parameters.Slot::offset).toArray();
		NDList parts = (cuts.length > 0) ? flat.split(cuts) : new NDList(flat);
		int next = 0;
		for (Map.Entry<String, Parameters.Slot> slot : declared.slots().entrySet()) {
			this.parameters.put(slot.getKey(), parts.get(next++).reshape(shape(slot.getValue().shape())));
		}
	}

	private TorchOps(NDManager manager, Map<String, NDArray> parameters, String prefix) {
		this.manager = manager;
		this.parameters = parameters;
		this.prefix = prefix;
	}

	static Shape shape(int... axes) {
		long[] shape = new long[axes.length];
		for (int i = 0; i < axes.length; i++) {
			shape[i] = axes[i];
		}
		return new Shape(shape);
	}

	@Override
	public NDArray parameter(String name) {
		NDArray parameter = this.parameters.get(this.prefix + name);
		if (parameter == null) {
			throw new IllegalArgumentException("parameter " + this.prefix + name + " is not declared");
		}
		return parameter;
	}

	@Override
	public NDArray constant(float[] values, int... shape) {
		return this.manager.create(values, shape(shape));
	}

	@Override
	public NDArray matMul(NDArray a, NDArray b) {
		return a.matMul(b);
	}

	@Override
	public NDArray add(NDArray a, NDArray b) {
		return a.add(b);
	}

	@Override
	public NDArray subtract(NDArray a, NDArray b) {
		return a.sub(b);
	}

	@Override
	public NDArray multiply(NDArray a, NDArray b) {
		return a.mul(b);
	}

	@Override
	public NDArray divide(NDArray a, NDArray b) {
		return a.div(b);
	}

	@Override
	public NDArray sigmoid(NDArray x) {
		return Activation.sigmoid(x);
	}

	@Override
	public NDArray tanh(NDArray x) {
		return Activation.tanh(x);
	}

	@Override
	public NDArray relu(NDArray x) {
		return Activation.relu(x);
	}

	@Override
	public NDArray gelu(NDArray x) {
		return Activation.gelu(x);
	}

	@Override
	public NDArray softplus(NDArray x) {
		return Activation.softPlus(x);
	}

	@Override
	public NDArray exp(NDArray x) {
		return x.exp();
	}

	@Override
	public NDArray log(NDArray x) {
		return x.log();
	}

	@Override
	public NDArray sqrt(NDArray x) {
		return x.sqrt();
	}

	@Override
	public NDArray clip(NDArray x, float min, float max) {
		return x.clip(min, max);
	}

	@Override
	public NDArray round(NDArray x) {
		return x.round();
	}

	@Override
	public NDArray softmax(NDArray x) {
		return x.softmax(-1);
	}

	@Override
	public NDArray layerNorm(NDArray x, NDArray gain, NDArray bias) {
		return LayerNorm.layerNorm(x, gain.getShape(), gain, bias, LAYER_NORM_EPSILON).singletonOrThrow();
	}

	@Override
	public NDArray mean(NDArray x, int axis) {
		return x.mean(new int[] { axis }, true);
	}

	@Override
	public NDArray sum(NDArray x, int axis) {
		return x.sum(new int[] { axis }, true);
	}

	@Override
	public NDArray transpose(NDArray x, int... permutation) {
		return x.transpose(permutation);
	}

	@Override
	public NDArray reshape(NDArray x, int... shape) {
		long[] resolved = new long[shape.length];
		for (int i = 0; i < shape.length; i++) {
			resolved[i] = (shape[i] == 0) ? x.getShape().get(i) : shape[i];
		}
		return x.reshape(new Shape(resolved));
	}

	@Override
	public NDArray slice(NDArray x, int axis, int from, int to) {
		StringBuilder index = new StringBuilder();
		for (int i = 0; i < axis; i++) {
			index.append(":,");
		}
		return x.get(index.append(from).append(':').append(to).toString());
	}

	@Override
	public NDArray concat(int axis, List<NDArray> parts) {
		return NDArrays.concat(new NDList(parts), axis);
	}

	@Override
	public NDArray detach(NDArray x) {
		return x.stopGradient();
	}

	@Override
	public Ops<NDArray> within(String part) {
		return new TorchOps(this.manager, this.parameters, this.prefix + part);
	}

}
