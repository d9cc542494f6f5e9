/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.Arrays;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.control.CellPlanner;
import org.presage.control.CellState;
import org.presage.control.ControlSettings;
import org.presage.control.LoopMetrics;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.planner.Plan;
import org.presage.worldmodel.WorldModel;

/**
 * The planner of the control loop with a model of its own, without a deadline and without
 * a plan from the step before. Its plan is followed to the end of the judge's horizon and
 * not revised; where it is shorter, its last allocation is held.
 */
final class PlannerPolicy implements ScreenedPolicy {

	private final String name;

	private final WorldModel model;

	private final boolean owned;

	private final CellPlanner planner;

	private final CellWindows windows;

	private final int slot;

	private final long stepMs;

	private final float[] frame;

	private long nowMs;

	/** {@code owned}: the model is closed with the policy. */
	PlannerPolicy(String name, WorldModel model, boolean owned, ControlSettings settings) {
		this.name = name;
		this.model = model;
		this.owned = owned;
		KpiSchema schema = model.manifest().schema();
		// One window a call: which size is fastest would be measured, in simulated time.
		this.planner = new CellPlanner(model, settings.withSearch(settings.search().withBatch(1)),
				Clock.simulated(() -> this.nowMs), new LoopMetrics(new SimpleMeterRegistry()));
		this.stepMs = schema.stepMs();
		this.windows = new CellWindows(schema.size(), this.planner.window(), this.stepMs, 1);
		this.slot = this.windows.admit(new CellId("screen", name), 0);
		this.frame = new float[schema.size()];
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public int window() {
		return this.planner.window();
	}

	@Override
	public void decide(Situation situation, int step, float[] last, float[] plan, int offset) {
		// A gap, so that the window starts again.
		this.nowMs += 2 * this.stepMs;
		for (int row = situation.rows() - window(); row < situation.rows(); row++) {
			System.arraycopy(situation.frames(), row * this.frame.length, this.frame, 0, this.frame.length);
			this.windows.offer(this.slot, this.nowMs, this.frame, 0);
			this.nowMs += this.stepMs;
		}
		Plan made = this.planner.plan(this.windows, this.slot, new CellState(), situation.inForce());
		if (made.failed()) {
			Arrays.fill(plan, offset, offset + situation.horizon(), situation.inForce());
			return;
		}
		float[] actions = made.actions();
		for (int h = 0; h < situation.horizon(); h++) {
			plan[offset + h] = actions[Math.min(h, actions.length - 1)];
		}
	}

	@Override
	public void close() {
		this.planner.close();
		if (this.owned) {
			this.model.close();
		}
	}

}
