/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.explain;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Principal components whose answer is known in closed form. */
class PrincipalPlaneTest {

	private static final int POINTS = 40;

	/**
	 * An ellipse with half-axes 3 and 1 in a plane of a space of four dimensions: its
	 * covariance is 9/2·uuᵀ + 1/2·vvᵀ.
	 */
	private static float[][] ellipse(double[] u, double[] v) {
		float[][] points = new float[POINTS][4];
		for (int n = 0; n < POINTS; n++) {
			double angle = 2 * Math.PI * n / POINTS;
			for (int d = 0; d < 4; d++) {
				points[n][d] = (float) (7 + d + 3 * Math.cos(angle) * u[d] + Math.sin(angle) * v[d]);
			}
		}
		return points;
	}

	@Test
	void axesAndVarianceOfAnEllipse() {
		double[] u = { 0.6, 0, 0.8, 0 };
		double[] v = { 0, 1, 0, 0 };
		PrincipalPlane plane = PrincipalPlane.of(ellipse(u, v));
		assertThat(plane.explained()).containsExactly(new double[] { 0.9, 0.1 }, within(1e-6));
		assertThat(plane.axes()[0]).containsExactly(u, within(1e-6));
		assertThat(plane.axes()[1]).containsExactly(v, within(1e-6));
		for (int n = 0; n < POINTS; n++) {
			double angle = 2 * Math.PI * n / POINTS;
			assertThat(plane.coordinates()[n]).containsExactly(new double[] { 3 * Math.cos(angle), Math.sin(angle) },
					within(1e-5));
		}
	}

	@Test
	void axesPointToTheirLargestComponentWhateverTheOrderOfThePoints() {
		for (int i = 0; i < 16; i++) {
			double angle = 0.3 + i * Math.PI / 8;
			double[] u = { Math.cos(angle), Math.sin(angle), 0, 0 };
			double[] v = { 0, 0, Math.sin(angle), -Math.cos(angle) };
			for (double[] axis : PrincipalPlane.of(ellipse(u, v)).axes()) {
				double[] sorted = axis.clone();
				Arrays.sort(sorted);
				assertThat(sorted[3]).isGreaterThan(-sorted[0]);
			}
		}
	}

	@Test
	void aLineHasOneAxis() {
		PrincipalPlane plane = PrincipalPlane.of(new float[][] { { 1 }, { 2 }, { 3 } });
		assertThat(plane.explained()).containsExactly(1, 0);
		assertThat(plane.coordinates()).isDeepEqualTo(new double[][] { { -1, 0 }, { 0, 0 }, { 1, 0 } });
	}

	@Test
	void whatDoesNotVaryHasNoAxes() {
		PrincipalPlane plane = PrincipalPlane.of(new float[][] { { 4, 5, 6 }, { 4, 5, 6 } });
		assertThat(plane.explained()).containsExactly(Double.NaN, Double.NaN);
		assertThat(plane.coordinates()).isDeepEqualTo(new double[][] { { 0, 0 }, { 0, 0 } });
	}

}
