/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/**
 * Randomness for training, seeded by whoever trains.
 *
 * @param <T> a tensor, see {@link Ops}
 */
public interface Noise<T> {

	/** Independent standard normal values. */
	T gaussian(int... shape);

	/** 1 with the given probability, otherwise 0. */
	T bernoulli(double probability, int... shape);

}
