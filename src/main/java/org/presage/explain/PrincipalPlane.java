/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

import org.presage.base.InvalidInputException;

/**
 * The plane in which points vary most: their first two principal components (Pearson,
 * 1901), by the singular values of the centred points. An axis points to where its
 * largest component is positive, so that the same points give the same picture.
 *
 * @param coordinates of each point in the plane, {@code [N][2]}
 * @param axes unit vectors, {@code [2][D]}; zeros where nothing varies
 * @param explained share of the points' variance along each axis, {@code [2]}, 0 to 1;
 * NaN if the points do not vary
 */
public record PrincipalPlane(double[][] coordinates, double[][] axes, double[] explained) {

	private static final int AXES = 2;

	/**
	 * @param points {@code [N][D]}, finite, N and D at least 1
	 */
	public static PrincipalPlane of(float[][] points) {
		DMatrixRMaj centred = centred(points);
		SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(centred.numRows,
				centred.numCols, false, true, true);
		if (!svd.decompose(centred.copy())) {
			throw new InvalidInputException("points", "finite numbers", "others");
		}
		DMatrixRMaj rows = svd.getV(null, true);
		double[] values = svd.getSingularValues();
		SingularOps_DDRM.descendingOrder(null, false, values, svd.numberOfSingularValues(), rows, true);
		double variance = 0;
		for (double value : values) {
			variance += value * value;
		}
		double[][] axes = new double[AXES][points[0].length];
		double[] explained = new double[AXES];
		for (int a = 0; a < AXES; a++) {
			boolean exists = a < svd.numberOfSingularValues() && values[a] > 0;
			explained[a] = (variance == 0) ? Double.NaN : exists ? values[a] * values[a] / variance : 0;
			if (exists) {
				axes[a] = oriented(rows, a);
			}
		}
		return new PrincipalPlane(project(centred, axes), axes, explained);
	}

	private static DMatrixRMaj centred(float[][] points) {
		DMatrixRMaj centred = new DMatrixRMaj(points.length, points[0].length);
		for (int d = 0; d < centred.numCols; d++) {
			double mean = 0;
			for (float[] point : points) {
				mean += point[d] / (double) points.length;
			}
			for (int n = 0; n < points.length; n++) {
				centred.set(n, d, points[n][d] - mean);
			}
		}
		return centred;
	}

	private static double[] oriented(DMatrixRMaj rows, int row) {
		double[] axis = new double[rows.numCols];
		double largest = 0;
		for (int d = 0; d < axis.length; d++) {
			axis[d] = rows.get(row, d);
			largest = (Math.abs(axis[d]) > Math.abs(largest)) ? axis[d] : largest;
		}
		for (int d = 0; d < axis.length; d++) {
			axis[d] *= Math.signum(largest);
		}
		return axis;
	}

	private static double[][] project(DMatrixRMaj centred, double[][] axes) {
		double[][] coordinates = new double[centred.numRows][AXES];
		for (int n = 0; n < coordinates.length; n++) {
			for (int a = 0; a < AXES; a++) {
				for (int d = 0; d < centred.numCols; d++) {
					coordinates[n][a] += centred.get(n, d) * axes[a][d];
				}
			}
		}
		return coordinates;
	}

}
