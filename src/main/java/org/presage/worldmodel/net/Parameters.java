/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The trained tensors of a network: declared once, in order, and laid out one after the
 * other in a flat array.
 */
public final class Parameters {

	/**
	 * One declared tensor.
	 *
	 * @param offset of its first value in the flat array
	 * @param shape row-major
	 * @param deviation standard deviation of its Gaussian initial values; 0 for a
	 * constant
	 * @param centre mean of its initial values
	 */
	public record Slot(int offset, int[] shape, double deviation, double centre) {

		public int size() {
			int size = 1;
			for (int axis : this.shape) {
				size *= axis;
			}
			return size;
		}

	}

	private final Map<String, Slot> slots = new LinkedHashMap<>();

	private int size;

	/** Declares a tensor with Gaussian initial values. */
	public Parameters gaussian(String name, double deviation, int... shape) {
		return declare(name, deviation, 0, shape);
	}

	/** Declares a tensor that starts with the same value everywhere. */
	public Parameters constant(String name, double value, int... shape) {
		return declare(name, 0, value, shape);
	}

	/** Declares weight {@code [in, out]} and bias {@code [out]} with variance 1/in. */
	public Parameters linear(String name, int in, int out) {
		return gaussian(name + ".weight", 1 / Math.sqrt(in), in, out).constant(name + ".bias", 0, out);
	}

	/** Declares gain (1) and bias (0) of a layer normalisation. */
	public Parameters norm(String name, int width) {
		return constant(name + ".gain", 1, width).constant(name + ".bias", 0, width);
	}

	/** Declares all tensors of a part of the network, their names prefixed. */
	public Parameters add(String prefix, Parameters part) {
		part.slots.forEach((name, slot) -> declare(prefix + name, slot.deviation(), slot.centre(), slot.shape()));
		return this;
	}

	private Parameters declare(String name, double deviation, double centre, int... shape) {
		Slot slot = new Slot(this.size, shape, deviation, centre);
		if (this.slots.put(name, slot) != null) {
			throw new IllegalArgumentException("parameter " + name + " is declared twice");
		}
		this.size += slot.size();
		return this;
	}

	/** All tensors by name, in the order of the flat array. */
	public Map<String, Slot> slots() {
		return Collections.unmodifiableMap(this.slots);
	}

	public Slot slot(String name) {
		Slot slot = this.slots.get(name);
		if (slot == null) {
			throw new IllegalArgumentException(
					"parameter " + name + " is not declared; declared are " + this.slots.keySet());
		}
		return slot;
	}

	/** Number of values of all tensors together. */
	public int size() {
		return this.size;
	}

	/** Initial values, flat. */
	public float[] initialise(RandomGenerator random) {
		float[] values = new float[this.size];
		for (Slot slot : this.slots.values()) {
			for (int i = 0; i < slot.size(); i++) {
				double noise = (slot.deviation() > 0) ? slot.deviation() * random.nextGaussian() : 0;
				values[slot.offset() + i] = (float) (slot.centre() + noise);
			}
		}
		return values;
	}

}
