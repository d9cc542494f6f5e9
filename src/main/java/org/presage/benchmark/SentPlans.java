/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.presage.audit.DecisionRing;
import org.presage.audit.KeptDecision;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.PlanInputs;
import org.presage.control.SentPlan;
import org.presage.worldmodel.WorldModel;

/** The plans that were sent under a load, to be judged when the load has ended. */
public final class SentPlans {

	private static final Runnable NO_REST = () -> {
	};

	private final List<SentPlan> plans;

	private SentPlans(List<SentPlan> plans) {
		this.plans = plans;
	}

	/**
	 * Draws some of the plans that are kept, each with the same probability. Slices that
	 * were planned together count once. Without a score of holding, the regret of a plan
	 * is not known; it is not drawn.
	 * @param most decisions that are drawn from, the newest
	 * @param count plans; all where there are fewer
	 */
	public static SentPlans draw(DecisionRing ring, int most, int count, long seed) {
		return draw(ring.newest(most), count, seed);
	}

	static SentPlans draw(List<KeptDecision> from, int count, long seed) {
		List<SentPlan> all = new ArrayList<>();
		for (KeptDecision kept : from) {
			Decision.PlanForecast forecast = kept.decision().forecast();
			PlanInputs inputs = kept.inputs();
			if (forecast != null && inputs != null && kept.slice() == 0 && !Double.isNaN(forecast.holdScore())) {
				all.add(new SentPlan(forecast, inputs));
			}
		}
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < Math.min(count, all.size()); i++) {
			int other = i + random.nextInt(all.size() - i);
			SentPlan drawn = all.get(other);
			all.set(other, all.get(i));
			all.set(i, drawn);
		}
		return new SentPlans(List.copyOf(all.subList(0, Math.min(count, all.size()))));
	}

	/** Plans that were drawn. */
	public int size() {
		return this.plans.size();
	}

	/**
	 * Measures their regret on all processors.
	 * @param model that planned
	 * @param settings that it planned with
	 * @param samples of the large search
	 * @param done is given the number of plans that are judged, after each of them, by
	 * any thread
	 * @throws org.presage.base.InvalidInputException if another model planned
	 */
	public RegretSummary judge(WorldModel model, ControlSettings settings, int samples, long seed, IntConsumer done)
			throws InterruptedException {
		AtomicInteger judged = new AtomicInteger();
		List<Callable<Double>> tasks = new ArrayList<>();
		for (SentPlan plan : this.plans) {
			tasks.add(() -> {
				double regret = plan.regret(model, settings, samples, seed, NO_REST);
				done.accept(judged.incrementAndGet());
				return regret;
			});
		}
		List<Double> regrets = AllProcessors.run(tasks, "a decision could not be judged");
		return RegretSummary.of(regrets.stream().mapToDouble(Double::doubleValue));
	}

}
