/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A linear forecast that a package carries beside its network: vector autoregression with
 * the action as input (VARX), one linear map from the L frames seen, the H actions to
 * come and a constant onto all targets of all H steps. All values standardised as the
 * network's.
 *
 * @param inputs L·F + H + 1
 * @param outputs H·Y
 * @param coefficients {@code [inputs, outputs]}, finite
 */
public record LinearForecast(int inputs, int outputs, float[] coefficients) {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 };

	/** The values begin at a multiple of so many bytes. */
	private static final int ALIGNED = 64;

	public LinearForecast {
		if (coefficients.length != (long) inputs * outputs) {
			throw new ModelException("linear forecast.coefficients", (long) inputs * outputs + " values",
					coefficients.length);
		}
		for (float coefficient : coefficients) {
			if (!Float.isFinite(coefficient)) {
				throw new ModelException("linear forecast.coefficients", "finite numbers", coefficient);
			}
		}
	}

	/**
	 * Forecasts a plan. Allocates nothing.
	 * @param frames standardised, filled as {@link WindowFill} does, {@code [L, F]}
	 * @param plans of which the H standardised actions from {@code offset} on are taken
	 * @param forecast receives {@code [H, Y]}
	 */
	public void forecast(float[] frames, float[] plans, int offset, float[] forecast) {
		int size = this.outputs;
		float[] values = this.coefficients;
		System.arraycopy(values, (this.inputs - 1) * size, forecast, 0, size);
		int i = 0;
		// Two rows at once: half of the reads and writes of the sums.
		for (; i + 2 < this.inputs; i += 2) {
			float first = input(frames, plans, offset, i);
			float second = input(frames, plans, offset, i + 1);
			int row = i * size;
			for (int o = 0; o < size; o++) {
				forecast[o] += first * values[row + o] + second * values[row + size + o];
			}
		}
		for (; i < this.inputs - 1; i++) {
			float input = input(frames, plans, offset, i);
			for (int o = 0; o < size; o++) {
				forecast[o] += input * values[i * size + o];
			}
		}
	}

	private static float input(float[] frames, float[] plans, int offset, int index) {
		return (index < frames.length) ? frames[index] : plans[offset + index - frames.length];
	}

	/** As a file of NumPy: {@code .npy}, format 1.0, little-endian float32. */
	byte[] bytes() {
		byte[] header = header(this.inputs, this.outputs);
		ByteBuffer file = ByteBuffer.allocate(header.length + Float.BYTES * this.coefficients.length)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put(header);
		file.asFloatBuffer().put(this.coefficients);
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
		return other instanceof LinearForecast linear && linear.inputs == this.inputs && linear.outputs == this.outputs
				&& Arrays.equals(linear.coefficients, this.coefficients);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.coefficients);
	}

}
