package org.presage.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.CoverageOverTime;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.offline.evaluation.Scores;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

/**
 * Trains architectures on one data set, all on the same windows, and judges each as it
 * would serve: exported, in ONNX Runtime.
 */
public final class ArchitectureStudy {

	private static final int PLANS = 32;

	private static final int WARM_UP = 50;

	private static final int CALLS = 201;

	private static final long BRANCH_SEED = 4711;

	private final Dataset data;

	private final int epochs;

	private final Clock clock;

	private final TrainingListener listener;

	private final @Nullable BranchStudy branches;

	private final List<BranchStudy.Branched> states;

	/**
	 * @param simulated whether the data are our simulator's
	 * @param states to branch if they are
	 */
	public ArchitectureStudy(Dataset data, int epochs, boolean simulated, int states, Clock clock,
			TrainingListener listener) {
		this.data = data;
		this.epochs = epochs;
		this.clock = clock;
		this.listener = listener;
		this.branches = simulated
				? new BranchStudy(data.schema(), data.scaler(), data.window(), data.horizon(), BRANCH_SEED) : null;
		this.states = (this.branches != null) ? this.branches.branch(states) : List.of();
	}

	/** Trains and judges one model; where its training diverges, says so. */
	public Map<String, Object> run(ComparisonPlan.Entry entry, long seed) {
		try {
			return judged(entry, seed);
		}
		catch (DataException ex) {
			Map<String, Object> failed = new LinkedHashMap<>();
			failed.put("model", entry.label());
			failed.put("seed", seed);
			failed.put("failed", String.valueOf(ex.getMessage()));
			return failed;
		}
	}

	private Map<String, Object> judged(ComparisonPlan.Entry entry, long seed) {
		NetworkSpec base = NetworkSpec.of(entry.architecture(), this.data.schema(), this.data.window(),
				this.data.horizon());
		NetworkSpec spec = base.withSize(base.size().withMembers(entry.memberCount()));
		TrainingSettings settings = entry.withPublishedRecipe() ? TrainingSettings.published(this.epochs, seed)
				: TrainingSettings.defaults(this.epochs, seed);
		long start = this.clock.nanoTime();
		TrainingRun run = new TrainingRun(this.data, spec, settings, TorchDevice.AUTO, this.listener);
		TrainingRun.Outcome outcome = run.run(entry.label(), "", null, false);
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("model", entry.label());
		result.put("seed", seed);
		result.put("epochs", outcome.training().epochs());
		result.put("parameters", run.parameters());
		result.put("train_seconds", rounded((this.clock.nanoTime() - start) / 1e9));
		result.putAll(scores(outcome.own()));
		try (OnnxWorldModel model = OnnxWorldModel.load(outcome.model())) {
			result.put("imagine_ms", rounded(imagineMs(model)));
			if (this.branches != null) {
				result.putAll(branched(this.branches, model));
			}
		}
		return result;
	}

	/** The baselines on the same windows. */
	public Map<String, Object> baseline(String name) {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("model", name);
		result.putAll(scores(Baselines.of(this.data).scores(name)));
		return result;
	}

	private Map<String, Object> scores(Scores scores) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("rmse", rounded(scores.rmse()));
		map.put("rmse_on_action_change", rounded(scores.rmseOnActionChange()));
		map.put("mae", rounded(scores.mae()));
		map.put("crps", rounded(scores.crps()));
		int ninety = Arrays.binarySearch(Calibration.LEVELS, Calibration.DECIDED);
		map.put("coverage90", rounded(scores.coverage(ninety, -1)));
		CoverageOverTime overTime = scores.overTime();
		range(map, "coverage90", (y) -> scores.coverage(ninety, y));
		range(map, "online90", (y) -> overTime.mean(CoverageOverTime.Mode.ONLINE, y));
		map.put("rolling_min", rounded(overTime.min(CoverageOverTime.Mode.ONLINE, -1)));
		map.put("rolling_max", rounded(overTime.max(CoverageOverTime.Mode.ONLINE, -1)));
		return map;
	}

	/** Smallest and largest over the KPIs. */
	private void range(Map<String, Object> map, String name, IntToDoubleFunction perTarget) {
		double[] values = IntStream.range(0, this.data.schema().targets())
			.filter(this.data::targetObserved)
			.mapToDouble(perTarget)
			.sorted()
			.toArray();
		map.put(name + "_min", rounded(values[0]));
		map.put(name + "_max", rounded(values[values.length - 1]));
	}

	/** Median time of one call for 32 plans of one cell. */
	private double imagineMs(WorldModel model) {
		NetworkSpec spec = model.manifest().network();
		Prediction forecast = new Prediction(PLANS, spec.horizon(), spec.targets());
		float[] context = new float[model.contextSize()];
		float[] plans = new float[PLANS * spec.horizon()];
		double[] times = new double[CALLS];
		try (Imaginer imaginer = model.imaginer(1, PLANS)) {
			imaginer.encode(1, new float[spec.window() * spec.features()], context);
			for (int i = -WARM_UP; i < CALLS; i++) {
				long start = this.clock.nanoTime();
				imaginer.imagine(1, context, PLANS, plans, forecast);
				times[Math.max(0, i)] = (this.clock.nanoTime() - start) / 1e6;
			}
		}
		Arrays.sort(times);
		return times[CALLS / 2];
	}

	private Map<String, Object> branched(BranchStudy study, WorldModel model) {
		Map<String, Object> map = new LinkedHashMap<>();
		try (ModelForecaster forecaster = ModelForecaster.on(this.data, "model", model)) {
			map.put("floor_share", FloorStudy.share(study, this.states, this.data, forecaster));
		}
		Map<String, Object> effects = study.actionEffects(this.states, model);
		map.put("effect_error", effect(effects, "all", "error_vs_none"));
		map.put("sign_delay", effect(effects, "Delay", "sign_right"));
		map.put("sign_buffer", effect(effects, "Buffer", "sign_right"));
		return map;
	}

	private static Object effect(Map<String, Object> effects, String kpi, String field) {
		return (effects.get(kpi) instanceof Map<?, ?> map && map.get(field) instanceof Number number) ? number : "NaN";
	}

	private static Object rounded(double value) {
		return Double.isFinite(value) ? (Object) (Math.round(value * 1e5) / 1e5) : "NaN";
	}

}
