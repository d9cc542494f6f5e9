/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.SlaRule;

/**
 * The cart and pole of Barto, Sutton and Anderson (1983) with the constants of the
 * textbook environment: a force of ±10 N every 20 ms; an episode ends when the pole leans
 * by more than 12°, the cart is more than 2.4 m off, or after 200 steps.
 */
final class CartPole {

	static final int STEP_MS = 20;

	static final int LIMIT = 200;

	private static final double GRAVITY = 9.8;

	private static final double CART_KG = 1;

	private static final double POLE_KG = 0.1;

	private static final double HALF_POLE_M = 0.5;

	private static final double FORCE_N = 10;

	private static final double STEP_S = 0.02;

	private final double[] state = new double[4];

	CartPole(Random random) {
		for (int i = 0; i < this.state.length; i++) {
			this.state[i] = -0.05 + 0.1 * random.nextDouble();
		}
	}

	/**
	 * Position, speed, lean, its rate, and what pushes: 1 to the left, 2 to the right.
	 * What is wanted is an upright pole near the middle.
	 */
	static KpiSchema schema() {
		return new KpiSchema("cart-pole", STEP_MS, "Push",
				List.of(new Kpi("Position", "m", -10, 10, null), new Kpi("Speed", "m/s", -100, 100, null),
						new Kpi("Lean", "rad", -2, 2, null), new Kpi("Rate", "rad/s", -100, 100, null),
						new Kpi("Push", "count", 1, 2, null)),
				List.of(new SlaRule("Lean", -0.02, 0.02), new SlaRule("Position", -0.2, 0.2)), Map.of());
	}

	/**
	 * @param push 1 or 2
	 */
	void step(int push) {
		double force = (push == 2) ? FORCE_N : -FORCE_N;
		double sin = Math.sin(this.state[2]);
		double cos = Math.cos(this.state[2]);
		double mass = CART_KG + POLE_KG;
		double pushed = (force + POLE_KG * HALF_POLE_M * this.state[3] * this.state[3] * sin) / mass;
		double lean = (GRAVITY * sin - cos * pushed) / (HALF_POLE_M * (4.0 / 3 - POLE_KG * cos * cos / mass));
		double speed = pushed - POLE_KG * HALF_POLE_M * lean * cos / mass;
		this.state[0] += STEP_S * this.state[1];
		this.state[1] += STEP_S * speed;
		this.state[2] += STEP_S * this.state[3];
		this.state[3] += STEP_S * lean;
	}

	boolean ended() {
		return Math.abs(this.state[0]) > 2.4 || Math.abs(this.state[2]) > Math.toRadians(12);
	}

	float[] frame(int push) {
		return new float[] { (float) this.state[0], (float) this.state[1], (float) this.state[2], (float) this.state[3],
				push };
	}

}
