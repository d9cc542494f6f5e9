/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.net.Parameters;

/** Runs an expression in PyTorch, for comparison. */
public final class TorchRunner {

	private TorchRunner() {
	}

	/** An expression over inputs. */
	public interface Expression {

		<T> T apply(Ops<T> ops, List<T> inputs);

	}

	/** A tensor, row-major. */
	public record Tensor(float[] values, int... shape) {

		public long[] longShape() {
			long[] longs = new long[this.shape.length];
			for (int i = 0; i < longs.length; i++) {
				longs[i] = this.shape[i];
			}
			return longs;
		}

	}

	public static float[] run(Parameters declared, float[] parameters, Expression expression, List<Tensor> inputs) {
		try (NDManager manager = TorchEngine.get().newBaseManager()) {
			Ops<NDArray> ops = new TorchOps(manager, declared, manager.create(parameters));
			List<NDArray> arrays = inputs.stream()
				.map((input) -> manager.create(input.values(), new Shape(input.longShape())))
				.toList();
			return expression.apply(ops, arrays).toFloatArray();
		}
	}

}
