package org.presage.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.ActionSpace;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/**
 * Policies in closed loop with the simulator, all on the same networks: the same seeds,
 * the same start. The reward is that of measured KPIs, in the model's train standard
 * deviations.
 */
public final class ClosedLoop {

	/** Intervals before the policies take over; not scored. */
	private static final int WARM_UP = 100;

	private static final double DELAY_LIMIT_MS = 100;

	private final ModelRegistry registry;

	private final ModelManifest manifest;

	private final ControlSettings settings;

	private final KpiSchema schema;

	private final Standardizer scaler;

	private final int cells;

	private final int steps;

	public ClosedLoop(ModelRegistry registry, ModelManifest manifest, ControlSettings settings, int cells, int steps) {
		this.registry = registry;
		this.manifest = manifest;
		this.settings = settings;
		this.schema = manifest.schema();
		this.scaler = manifest.scaler();
		this.cells = cells;
		this.steps = steps;
		RanSimulator probe = new RanSimulator(RanConfig.of(1), 1);
		probe.schema().requireSameFrames(this.schema);
	}

	/** The policies that are compared. */
	public enum Contender {

		PRESAGE, HOLD_LAST, ALL_PRBS, BUFFER_PROPORTIONAL, ORACLE_CEM

	}

	/**
	 * What a policy achieved on one network.
	 *
	 * @param reward mean of an interval
	 * @param delayOverLimit share of intervals with a delay over 100 ms
	 * @param prbs mean
	 */
	public record Result(double reward, double delayOverLimit, double prbs) {
	}

	/**
	 * Runs contenders on several seeds, on all cores, and reports in the layout of
	 * {@code evaluate --closed-loop}.
	 */
	public Map<String, Object> run(List<Contender> contenders, List<Long> seeds) throws InterruptedException {
		Map<Contender, List<Future<Result>>> running = new LinkedHashMap<>();
		try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
			for (Contender contender : contenders) {
				List<Future<Result>> results = new ArrayList<>();
				for (long seed : seeds) {
					Callable<Result> task = () -> run(contender, seed);
					results.add(pool.submit(task));
				}
				running.put(contender, results);
			}
			Map<String, Object> policies = new LinkedHashMap<>();
			Map<Contender, Double> means = new LinkedHashMap<>();
			for (Map.Entry<Contender, List<Future<Result>>> entry : running.entrySet()) {
				List<Result> results = new ArrayList<>();
				for (Future<Result> future : entry.getValue()) {
					results.add(future.get());
				}
				double mean = results.stream().mapToDouble(Result::reward).average().orElse(Double.NaN);
				means.put(entry.getKey(), mean);
				Map<String, Object> policy = new LinkedHashMap<>();
				policy.put("reward_mean", rounded(mean));
				policy.put("reward_by_seed", results.stream().map((r) -> rounded(r.reward())).toList());
				policy.put("delay_over_limit",
						rounded(results.stream().mapToDouble(Result::delayOverLimit).average().orElse(Double.NaN)));
				policy.put("prbs_mean",
						rounded(results.stream().mapToDouble(Result::prbs).average().orElse(Double.NaN)));
				policies.put(entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-'), policy);
			}
			Map<String, Object> report = new LinkedHashMap<>();
			report.put("cells", this.cells);
			report.put("steps", this.steps);
			report.put("seeds", seeds);
			report.put("policies", policies);
			report.put("ceiling_share", rounded(ceilingShare(means)));
			return report;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a run failed", ex.getCause());
		}
	}

	private static double ceilingShare(Map<Contender, Double> means) {
		double simple = Math.max(means.getOrDefault(Contender.HOLD_LAST, Double.NaN),
				Math.max(means.getOrDefault(Contender.ALL_PRBS, Double.NaN),
						means.getOrDefault(Contender.BUFFER_PROPORTIONAL, Double.NaN)));
		return (means.getOrDefault(Contender.PRESAGE, Double.NaN) - simple)
				/ (means.getOrDefault(Contender.ORACLE_CEM, Double.NaN) - simple);
	}

	private static Object rounded(double value) {
		return Double.isNaN(value) ? "NaN" : (Object) (Math.round(value * 1e4) / 1e4);
	}

	/** Runs one contender on one network. */
	public Result run(Contender contender, long seed) {
		RanSimulator network = new RanSimulator(RanConfig.of(this.cells), seed);
		int[] prbs = new int[this.cells];
		Arrays.fill(prbs, network.config().carrierPrbs() / 2);
		for (int i = 0; i < WARM_UP; i++) {
			network.step(prbs);
		}
		MeasuredReward reward = new MeasuredReward(this.schema, this.scaler, this.settings);
		float[] before = new float[this.cells];
		Arrays.fill(before, reward.standardized(prbs[0]));
		double sum = 0;
		double over = 0;
		double used = 0;
		try (Policy policy = policy(contender)) {
			for (int i = 0; i < this.steps; i++) {
				policy.decide(network, prbs);
				network.step(prbs);
				for (int c = 0; c < this.cells; c++) {
					float[] kpis = network.kpis(c);
					float action = reward.standardized(prbs[c]);
					sum += reward.of(kpis, 0, action, before[c]);
					before[c] = action;
					over += (kpis[this.schema.indexOf("Delay")] > DELAY_LIMIT_MS) ? 1 : 0;
					used += prbs[c];
				}
			}
		}
		double intervals = (double) this.cells * this.steps;
		return new Result(sum / intervals, over / intervals, used / intervals);
	}

	private Policy policy(Contender contender) {
		ActionSpace space = this.settings.space(this.manifest, "");
		return switch (contender) {
			case PRESAGE -> new LoopPolicy(this.registry, this.schema, this.settings);
			case HOLD_LAST -> SimplePolicies.holdLast();
			case ALL_PRBS -> SimplePolicies.allPrbs();
			case BUFFER_PROPORTIONAL -> SimplePolicies.bufferProportional(this.schema);
			case ORACLE_CEM -> new OraclePolicy(this.schema, this.scaler, this.settings, space,
					this.manifest.network().horizon(), this.cells);
		};
	}

}
