/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.worldmodel.ModelRegistry;

/**
 * Estimates how good the plans are that are sent: of all plans between two estimates it
 * draws one, each with the same probability, and measures its regret with a deep search.
 * The loops only leave their newest draw; {@link #estimate} is called by one other
 * thread.
 */
public final class RegretMonitor implements DecisionRecorder {

	/** After a call of the model it rests for so many times as long. */
	private static final int REST = 9;

	private final ModelRegistry registry;

	private final ControlSettings settings;

	private final int samples;

	private final Clock clock;

	private final DistributionSummary regrets;

	private final AtomicLong plans = new AtomicLong();

	private final AtomicReference<@Nullable SentPlan> drawn = new AtomicReference<>();

	private long restedNs;

	/**
	 * @param samples of the deep search; 0 to draw and estimate nothing
	 * @param clock of the rests between its calls of the model
	 */
	public RegretMonitor(ModelRegistry registry, ControlSettings settings, int samples, MeterRegistry meters,
			Clock clock) {
		this.registry = registry;
		this.settings = settings;
		this.samples = samples;
		this.clock = clock;
		this.regrets = Metric.PLAN_REGRET.shares(meters);
	}

	@Override
	public boolean wantsInputs() {
		return this.samples > 0;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
		Decision.PlanForecast forecast = decision.forecast();
		// Slices that were planned together are one plan.
		if (this.samples > 0 && slice == 0 && forecast != null && inputs != null
				&& Long.remainderUnsigned(mixed(decision.id()), this.plans.incrementAndGet()) == 0) {
			this.drawn.set(new SentPlan(forecast, inputs));
		}
	}

	/** Bits as good as random (SplitMix64); allocates nothing. */
	private static long mixed(long number) {
		long bits = (number + 1) * 0x9E3779B97F4A7C15L;
		bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
		bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
		return bits ^ (bits >>> 31);
	}

	/**
	 * Measures the regret of the plan that was drawn since the last call, if there is one
	 * and its model still serves. Uses a tenth of a processor while it does.
	 */
	public void estimate() {
		SentPlan plan = this.drawn.getAndSet(null);
		this.plans.set(0);
		ModelRegistry.Lease lease = (plan != null) ? this.registry.acquire() : null;
		if (plan == null || lease == null) {
			return;
		}
		try (lease) {
			if (plan.madeBy(lease.model())) {
				this.restedNs = this.clock.nanoTime();
				double regret = plan.regret(lease.model(), this.settings, this.samples, 1, this::rest);
				if (!Double.isNaN(regret)) {
					this.regrets.record(regret);
				}
			}
		}
	}

	/** Forgets what was drawn, and draws from the plans to come. */
	public void forget() {
		this.drawn.set(null);
		this.plans.set(0);
	}

	/** What is estimated next; null for nothing. */
	@Nullable SentPlan drawn() {
		return this.drawn.get();
	}

	/** Leaves the processor to the loops; not any more once its thread is interrupted. */
	private void rest() {
		long nowNs = this.clock.nanoTime();
		try {
			this.clock.sleepUntil(nowNs + REST * (nowNs - this.restedNs));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.restedNs = this.clock.nanoTime();
	}

}
