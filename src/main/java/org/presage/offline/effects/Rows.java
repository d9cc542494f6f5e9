/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.effects;

import org.ejml.data.DMatrixRMaj;

/** Rows of a matrix. */
final class Rows {

	private Rows() {
	}

	/** Copies rows. */
	static DMatrixRMaj of(DMatrixRMaj from, int[] rows) {
		DMatrixRMaj copied = new DMatrixRMaj(rows.length, from.numCols);
		for (int r = 0; r < rows.length; r++) {
			System.arraycopy(from.data, rows[r] * from.numCols, copied.data, r * from.numCols, from.numCols);
		}
		return copied;
	}

}
