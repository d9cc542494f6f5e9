/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A linear forecast that a package carries beside its network: vector autoregression with
 * the action as input (VARX), one linear map from the L frames seen, the H actions to
 * come and a constant onto all targets of all H steps. All values standardised as the
 * network's.
 */
public final class LinearForecast {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 };

	/** The values begin at a multiple of so many bytes. */
	private static final int ALIGNED = 64;

	/**
	 * {@code [inputs][outputs]}. A row is an array of its own: the compiler makes vectors
	 * only of loops whose arrays have the same index.
	 */
	private final float[][] rows;

	private final int outputs;

	/**
	 * @param inputs L·F + H + 1
	 * @param outputs H·Y
	 * @param coefficients {@code [inputs, outputs]}, finite
	 * @throws ModelException if their number is another one, or one is not finite
	 */
	public LinearForecast(int inputs, int outputs, float[] coefficients) {
		if (coefficients.length != (long) inputs * outputs) {
			throw new ModelException("linear forecast.coefficients", (long) inputs * outputs + " values",
					coefficients.length);
		}
		for (float coefficient : coefficients) {
			if (!Float.isFinite(coefficient)) {
				throw new ModelException("linear forecast.coefficients", "finite numbers", coefficient);
			}
		}
		this.outputs = outputs;
		this.rows = new float[inputs][];
		for (int i = 0; i < inputs; i++) {
			this.rows[i] = Arrays.copyOfRange(coefficients, i * outputs, (i + 1) * outputs);
		}
	}

	/** L·F + H + 1. */
	public int inputs() {
		return this.rows.length;
	}

	/** H·Y. */
	public int outputs() {
		return this.outputs;
	}

	/**
	 * Forecasts a plan. Allocates nothing.
	 * @param frames standardised, filled as {@link WindowFill} does, {@code [L, F]}
	 * @param plans of which the H standardised actions from {@code offset} on are taken
	 * @param forecast receives {@code [H, Y]}
	 */
	public void forecast(float[] frames, float[] plans, int offset, float[] forecast) {
		int last = this.rows.length - 1;
		System.arraycopy(this.rows[last], 0, forecast, 0, this.outputs);
		int i = 0;
		// Two rows at once: half of the reads and writes of the sums.
		for (; i + 1 < last; i += 2) {
			add(input(frames, plans, offset, i), this.rows[i], input(frames, plans, offset, i + 1), this.rows[i + 1],
					forecast);
		}
		if (i < last) {
			float input = input(frames, plans, offset, i);
			float[] row = this.rows[i];
			for (int o = 0; o < this.outputs; o++) {
				forecast[o] += input * row[o];
			}
		}
	}

	private void add(float first, float[] row, float second, float[] next, float[] sums) {
		for (int o = 0; o < this.outputs; o++) {
			sums[o] += first * row[o] + second * next[o];
		}
	}

	private static float input(float[] frames, float[] plans, int offset, int index) {
		return (index < frames.length) ? frames[index] : plans[offset + index - frames.length];
	}

	/** As a file of NumPy: {@code .npy}, format 1.0, little-endian float32. */
	byte[] bytes() {
		byte[] header = header(inputs(), this.outputs);
		ByteBuffer file = ByteBuffer.allocate(header.length + Float.BYTES * inputs() * this.outputs)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put(header);
		FloatBuffer values = file.asFloatBuffer();
		for (float[] row : this.rows) {
			values.put(row);
		}
		return file.array();
	}

	/**
	 * Reads what {@link #bytes} wrote, or NumPy.
	 * @param name of the file, for messages
	 * @throws ModelException if it has another shape or type
	 */
	static LinearForecast read(String name, byte[] file, int inputs, int outputs) {
		byte[] header = header(inputs, outputs);
		long size = header.length + (long) Float.BYTES * inputs * outputs;
		if (file.length != size || !Arrays.equals(header, Arrays.copyOf(file, header.length))) {
			throw new ModelException(name,
					"an array of NumPy, float32, of shape (" + inputs + ", " + outputs + ") in " + size + " bytes",
					"another one in " + file.length);
		}
		float[] values = new float[inputs * outputs];
		ByteBuffer.wrap(file, header.length, file.length - header.length)
			.order(ByteOrder.LITTLE_ENDIAN)
			.asFloatBuffer()
			.get(values);
		return new LinearForecast(inputs, outputs, values);
	}

	/** Magic, version, length, and a Python literal padded to a multiple of 64 bytes. */
	private static byte[] header(int inputs, int outputs) {
		String shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + inputs + ", " + outputs + "), }";
		int padded = (MAGIC.length + Short.BYTES + shape.length() + ALIGNED) / ALIGNED * ALIGNED;
		byte[] header = new byte[padded];
		Arrays.fill(header, (byte) ' ');
		ByteBuffer.wrap(header)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put(MAGIC)
			.putShort((short) (padded - MAGIC.length - Short.BYTES))
			.put(shape.getBytes(StandardCharsets.US_ASCII));
		header[padded - 1] = '\n';
		return header;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof LinearForecast linear && linear.outputs == this.outputs
				&& Arrays.deepEquals(linear.rows, this.rows);
	}

	@Override
	public int hashCode() {
		return Arrays.deepHashCode(this.rows);
	}

}
