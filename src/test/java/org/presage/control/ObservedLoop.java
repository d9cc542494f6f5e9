/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.testing.ManualClock;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * A real loop with a small search, asked frame by frame, and what it decided last. It
 * forgets a cell after two seconds.
 */
final class ObservedLoop implements DecisionSink, AutoCloseable {

	private final KpiSchema schema;

	private final ManualClock clock;

	private final ModelRegistry registry = new ModelRegistry();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ControlLoop loop;

	private @Nullable Decision last;

	ObservedLoop(KpiSchema schema, ManualClock clock, boolean onlineCalibration) {
		this.schema = schema;
		this.clock = clock;
		ControlSettings settings = new ControlSettings(10_000_000, 0, onlineCalibration,
				new CellLimits(2, 64, 3, 2_000_000_000L, 10_000), new ActionSpace(1, 275, 0),
				new SearchSettings(new CemSettings(4, 1, 1, 0.3, true, true, 0.3, 0.02, false, 1), 2, 0, 1),
				new Objective(Map.of(), Map.of(), 0.05, 0, List.of(), 0, 0.1), true, Map.of(), GuardSettings.DEFAULT,
				EvidenceSettings.DEFAULT, CorrectionSettings.NONE);
		this.loop = new ControlLoop(settings, this.registry, schema, clock, new LoopMetrics(this.meters),
				new Surprise(this.meters));
	}

	void serve(ModelPackage model) {
		this.registry.serve(OnnxWorldModel.load(model));
	}

	void answer(String cell, float[] values) {
		this.last = null;
		this.loop.offer(new Arrival(new KpiFrame(new CellId("node", cell), 1, this.clock.epochMillis(), values),
				this.schema, this.clock.nanoTime(), ControlMode.ADVISORY, this));
		try {
			this.loop.doWork(0);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void decided(Decision decision) {
		this.last = decision;
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	Decision decision() {
		return Objects.requireNonNull(this.last);
	}

	Decision.PlanForecast forecast() {
		return Objects.requireNonNull(decision().forecast());
	}

	/** Whether the next frame's interval of a KPI holds a value. */
	boolean covers(int target, float value) {
		return value >= forecast().low()[target] && value <= forecast().high()[target];
	}

	/** Of the 90 % interval. */
	double gauge(String name) {
		return this.meters.get(name).tag("level", "90").gauge().value();
	}

	@Override
	public void close() {
		this.loop.close();
		this.registry.close();
	}

}
