/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** A loop with real models and a clock that the test owns, and what it decided. */
abstract class LoopFixture implements DecisionSink {

	final ManualClock clock = new ManualClock();

	final ModelRegistry registry = new ModelRegistry();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	/** What was decided, in its order. */
	final List<Decision> decisions = new ArrayList<>();

	/** Closed after the test. */
	ControlLoop loop;

	/** What is done with decisions of frames that are offered from now on. */
	ControlMode mode = ControlMode.ADVISORY;

	LoopFixture(ControlSettings settings) {
		this.loop = loop(settings);
	}

	/** Begins again with another loop at the same models. */
	void restart(ControlSettings settings) {
		this.loop.close();
		this.loop = loop(settings);
	}

	/** Another loop at the same models; the caller closes the one before. */
	ControlLoop loop(ControlSettings settings) {
		return loop(settings, new LoopResources(settings.cells().maxCells(), DecisionRecorder.NONE));
	}

	ControlLoop loop(ControlSettings settings, LoopResources resources) {
		return new ControlLoop(settings, this.registry, TestModels.schema(), this.clock, new LoopMetrics(this.meters),
				new Surprise(this.meters), resources);
	}

	@AfterEach
	void close() {
		this.loop.close();
		this.registry.close();
	}

	@Override
	public void decided(Decision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		throw reason;
	}

	/** Serves a model with random weights. */
	void serve() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
	}

	/** Offers a report of the interval that ends now. */
	void offer(CellId cell, float... values) {
		offer(new KpiFrame(cell, 1, this.clock.epochMillis(), values));
	}

	void offer(KpiFrame frame) {
		this.loop.offer(new Arrival(frame, TestModels.schema(), this.clock.nanoTime(), this.mode, this));
	}

	/** One cycle of the loop. */
	void work() {
		try {
			this.loop.doWork(0);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
