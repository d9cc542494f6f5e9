package org.presage.offline.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.ActionBins;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Calibration;

/**
 * Several forecasters on the same windows of the same rows: their scores, and the paired
 * tests of each against both baselines. One pass over the data; memory does not grow with
 * the windows.
 */
public final class Comparison {

	private final Dataset data;

	private final Split split;

	private final List<Contender> contenders;

	private final Map<String, Scores> scores = new LinkedHashMap<>();

	private final Map<String, PairedTests> tests = new LinkedHashMap<>();

	/**
	 * A forecaster and the calibration of its intervals.
	 *
	 * @param forecaster named uniquely
	 * @param calibration of its intervals
	 * @param label what is to be known about it, in the layout of {@code evaluate --json}
	 */
	public record Contender(Forecaster forecaster, Calibration calibration, Map<String, Object> label) {
	}

	private Comparison(Dataset data, Split split, List<Contender> contenders) {
		this.data = data;
		this.split = split;
		this.contenders = List.copyOf(contenders);
	}

	/**
	 * Judges models beside persistence and ridge VARX.
	 * @param fit data whose training and validation parts the baselines are fitted to and
	 * calibrated on; standardised as {@code data}, with the same window and horizon
	 * @param data to judge on
	 * @param split the rows of {@code data} to judge on
	 */
	public static Comparison of(Dataset fit, Dataset data, Split split, List<Contender> models) {
		List<Contender> contenders = new ArrayList<>();
		for (Forecaster baseline : Baselines.of(fit).all()) {
			contenders.add(new Contender(baseline, Evaluation.calibrate(fit, baseline), Map.of()));
		}
		contenders.addAll(models);
		Comparison comparison = new Comparison(data, split, contenders);
		comparison.run(ActionBins.edges(fit));
		return comparison;
	}

	private void run(double[] actionEdges) {
		long windows = this.split.windows(this.data);
		for (Contender contender : this.contenders) {
			String name = contender.forecaster().name();
			this.scores.put(name, new Scores(this.data, this.split, contender.calibration(), actionEdges));
			for (String baseline : Baselines.NAMES) {
				if (!baseline.equals(name)) {
					this.tests.put(key(name, baseline), new PairedTests(this.data, windows));
				}
			}
		}
		int size = this.data.horizon() * this.data.schema().targets();
		float[] mean = new float[WindowBatch.SIZE * size];
		float[] deviation = new float[WindowBatch.SIZE * size];
		boolean[] judged = Scores.judged(this.data);
		WindowBatch.visit(this.data, this.split.segments(this.data), 1, WindowBatch.SIZE, (batch) -> {
			Map<String, double[][]> losses = new LinkedHashMap<>();
			for (Contender contender : this.contenders) {
				contender.forecaster().forecast(batch, mean, deviation);
				scores(contender.forecaster().name()).add(batch, mean, deviation);
				double[][] ofWindow = new double[batch.count()][];
				for (int c = 0; c < ofWindow.length; c++) {
					ofWindow[c] = PairedTests.losses(batch, c, mean, this.data.horizon(), judged);
				}
				losses.put(contender.forecaster().name(), ofWindow);
			}
			test(batch, losses);
		});
	}

	private void test(WindowBatch batch, Map<String, double[][]> losses) {
		losses.forEach((name, own) -> Baselines.NAMES.forEach((baseline) -> {
			PairedTests pair = this.tests.get(key(name, baseline));
			double[][] others = losses.get(baseline);
			if (pair != null && others != null) {
				for (int c = 0; c < batch.count(); c++) {
					pair.add(batch.place(c), own[c], others[c]);
				}
			}
		}));
	}

	private static String key(String name, String baseline) {
		return name + "\n" + baseline;
	}

	/** Data that was judged on. */
	public Dataset data() {
		return this.data;
	}

	/** Rows that were judged on. */
	public Split split() {
		return this.split;
	}

	/** The baselines, then the models. */
	public List<Contender> contenders() {
		return this.contenders;
	}

	/** Scores by name, the baselines first. */
	public Map<String, Scores> scores() {
		return this.scores;
	}

	/**
	 * Scores of one forecaster.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public Scores scores(String name) {
		Scores found = this.scores.get(name);
		if (found == null) {
			throw new IllegalArgumentException("expected one of " + this.scores.keySet() + ", found " + name);
		}
		return found;
	}

	/** Tests of a forecaster against a baseline; null for a baseline against itself. */
	public @Nullable PairedTests tests(String name, String baseline) {
		return this.tests.get(key(name, baseline));
	}

	/**
	 * {@code data} and {@code models} in the layout of {@code evaluate --json}
	 * (docs/evaluation.md).
	 */
	public Map<String, Object> toMap() {
		Map<String, Object> head = Evaluation.head(this.data, this.split.windows(this.data));
		head.put("judged", this.split.name().toLowerCase(Locale.ROOT));
		head.put("windows_judged", scores(Baselines.PERSISTENCE).windows());
		Map<String, Object> models = new LinkedHashMap<>();
		for (Contender contender : this.contenders) {
			String name = contender.forecaster().name();
			Map<String, Object> model = new ScoreMap(scores(name), this.scores.get(Baselines.PERSISTENCE),
					this.scores.get(Baselines.VARX))
				.full();
			model.putAll(contender.label());
			model.put("diebold_mariano", tests(name));
			models.put(name, model);
		}
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("data", head);
		map.put("models", models);
		return map;
	}

	private Map<String, Object> tests(String name) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (String baseline : Baselines.NAMES) {
			PairedTests pair = this.tests.get(key(name, baseline));
			if (pair != null) {
				map.put("vs_" + baseline, tests(name, pair));
			}
		}
		return map;
	}

	private Map<String, Object> tests(String name, PairedTests pair) {
		Map<String, Object> map = new LinkedHashMap<>(test(pair.all()));
		map.put("on_action_change", test(pair.onChange()));
		Map<String, Object> perKpi = new LinkedHashMap<>();
		for (int y : scores(name).targets()) {
			perKpi.put(this.data.schema().kpi(this.data.schema().frameIndex(y)).name(), test(pair.target(y)));
		}
		map.put("per_kpi", perKpi);
		List<Map<String, Object>> bySteps = new ArrayList<>();
		for (int h = 0; h < this.data.horizon(); h++) {
			bySteps.add(test(pair.step(h)));
		}
		map.put("by_step", bySteps);
		return map;
	}

	private static Map<String, Object> test(DieboldMariano.Result result) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("statistic", ScoreMap.number(result.statistic()));
		map.put("p_value", Double.isFinite(result.pValue()) ? (Object) result.pValue() : "NaN");
		map.put("lag", result.lag());
		map.put("windows", result.windows());
		return map;
	}

}
