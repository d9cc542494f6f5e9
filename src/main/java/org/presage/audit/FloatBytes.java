/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.presage.worldmodel.ModelPackage;

/** Floats as they are kept and hashed: IEEE 754 binary32, little-endian. */
public final class FloatBytes {

	private FloatBytes() {
	}

	static byte[] of(float[] values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return bytes.array();
	}

	static float[] from(byte[] bytes) {
		float[] values = new float[bytes.length / Float.BYTES];
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
		return values;
	}

	/** SHA-256 of the bytes, hexadecimal. */
	public static String sha256(float[] values) {
		return ModelPackage.sha256(of(values));
	}

}
