package org.presage.control;

import java.util.function.BooleanSupplier;

import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.monitor.LoopMetrics;
import org.presage.monitor.Surprise;
import org.presage.planner.ActionSpace;
import org.presage.planner.CrossEntropyMethod;
import org.presage.planner.Plan;
import org.presage.planner.Reward;
import org.presage.planner.TrajectoryPlanner;
import org.presage.time.Clock;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.Forecast;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.OnlineCalibration;
import org.presage.worldmodel.WorldModel;

/**
 * Plans one cell at a time with one model: encodes its window, lets the planner imagine,
 * and keeps what the model expects of the best plan. Owned by one thread.
 */
public final class CellPlanner implements AutoCloseable {

	private final ModelManifest manifest;

	private final Standardizer scaler;

	private final int window;

	private final int horizon;

	private final int targets;

	private final int action;

	/** Where each target stands in a frame. */
	private final int[] frameIndices;

	private final boolean onlineCalibration;

	private final Imaginer imaginer;

	private final TrajectoryPlanner planner;

	private final ActionSpace space;

	private final Reward reward;

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	private final float[] physical;

	private final float[] standardized;

	private final float[] plans;

	private final Forecast forecast;

	private final Plan plan;

	private final float[] context;

	private final float[] bestMean;

	private final float[] bestDeviation;

	private float current;

	private double bestScore;

	private final float[] truth;

	private final float[] frame;

	public CellPlanner(WorldModel model, ControlSettings settings, Clock clock,
			LoopMetrics<Outcome, FrameResult> metrics) {
		this.manifest = model.manifest();
		this.clock = clock;
		this.metrics = metrics;
		KpiSchema schema = this.manifest.schema();
		this.scaler = this.manifest.scaler();
		this.window = this.manifest.network().window();
		this.horizon = this.manifest.network().horizon();
		this.targets = schema.targets();
		this.action = schema.actionIndex();
		this.frameIndices = schema.frameIndices();
		this.onlineCalibration = settings.onlineCalibration();
		this.planner = new TrajectoryPlanner(
				new CrossEntropyMethod(settings.cem(), Math.min(settings.knots(), this.horizon)), this.horizon);
		this.space = space(settings, this.manifest);
		this.reward = settings.reward(schema, this.scaler);
		int population = this.planner.population();
		this.imaginer = model.imaginer(1, population);
		this.physical = new float[this.window * schema.size()];
		this.standardized = new float[this.physical.length];
		this.plans = new float[population * this.horizon];
		this.forecast = new Forecast(population, this.horizon, this.targets);
		this.plan = new Plan(this.horizon);
		this.context = new float[model.contextSize()];
		this.bestMean = new float[this.horizon * this.targets];
		this.bestDeviation = new float[this.bestMean.length];
		this.truth = new float[this.targets];
		this.frame = new float[schema.size()];
	}

	/**
	 * Where operator and training data agree: beyond what was trained on, the model's
	 * word means nothing.
	 */
	public static ActionSpace space(ControlSettings settings, ModelManifest manifest) {
		return new ActionSpace(settings.minPrbs(), Math.max(settings.minPrbs(), settings.maxPrbs()), settings.maxStep())
			.intersect((int) Math.ceil(manifest.actionMin()), (int) Math.floor(manifest.actionMax()));
	}

	public ModelManifest manifest() {
		return this.manifest;
	}

	/** Frames that a window must hold. */
	public int window() {
		return this.window;
	}

	/**
	 * Plans for the cell in {@code slot}.
	 * @param inForce allocation in force, NaN if not known
	 * @param enough asked after each iteration; true stops with the best plan so far
	 * @return the plan; see {@link Plan#failed}. Valid until the next call.
	 */
	public Plan plan(CellWindows windows, int slot, CellState state, float inForce, BooleanSupplier enough) {
		encode(windows, slot);
		this.current = inForce;
		this.bestScore = Double.NEGATIVE_INFINITY;
		this.planner.plan(this.space, inForce, state.plan, this::score, enough, this.plan);
		this.metrics.planned(this.plan.iterations(), this.plan.nonFinite());
		if (!this.plan.failed()) {
			state.plan = (state.plan != null) ? state.plan : new float[this.horizon];
			System.arraycopy(this.plan.actions(), 0, state.plan, 0, this.horizon);
			expect(state, this.plan.actions()[0]);
		}
		return this.plan;
	}

	/**
	 * Imagines that the allocation is held, so that the next frame can be compared with
	 * something.
	 */
	public void hold(CellWindows windows, int slot, CellState state, float inForce) {
		encode(windows, slot);
		imagineOne(this.context, inForce);
		keep(0);
		expect(state, inForce);
	}

	/**
	 * Compares the newest frame with what was expected of it, and updates the cell's
	 * surprise and its intervals. If another allocation was in force than the one
	 * expected, the model is asked again for that one.
	 */
	void observe(float[] values, CellState state, Surprise surprise) {
		if (Float.isNaN(state.expectedAction)) {
			return;
		}
		float inForce = values[this.action];
		if (!Float.isNaN(inForce) && inForce != state.expectedAction) {
			imagineOne(state.context, inForce);
			keep(0);
			expect(state, inForce);
		}
		this.scaler.standardize(values, 0, this.frame, 0, 1);
		for (int y = 0; y < this.targets; y++) {
			this.truth[y] = this.frame[this.frameIndices[y]];
		}
		state.surprise = surprise.observe(state.surprise, this.truth, state.mean, state.deviation, calibration(state));
		state.expectedAction = Float.NaN;
	}

	/** The cell's own, started at the model's if the cell has none. */
	private OnlineCalibration calibration(CellState state) {
		OnlineCalibration own = state.calibration;
		if (own == null) {
			Calibration base = this.manifest.calibration();
			own = this.onlineCalibration ? new OnlineCalibration(base, this.targets)
					: OnlineCalibration.fixed(base, this.targets);
			state.calibration = own;
		}
		return own;
	}

	private void encode(CellWindows windows, int slot) {
		long startNs = this.clock.nanoTime();
		windows.copy(slot, this.window, this.physical, 0);
		this.scaler.standardize(this.physical, 0, this.standardized, 0, this.window);
		this.imaginer.encode(1, this.standardized, this.context);
		this.metrics.encoded(this.clock.nanoTime() - startNs);
	}

	private void imagineOne(float[] from, float prbs) {
		for (int h = 0; h < this.horizon; h++) {
			this.plans[h] = this.scaler.standardize(this.action, prbs);
		}
		imagine(from, 1);
	}

	private void imagine(float[] from, int count) {
		long startNs = this.clock.nanoTime();
		this.imaginer.imagine(1, from, count, this.plans, this.forecast);
		this.metrics.imagined(this.clock.nanoTime() - startNs, count * this.horizon);
	}

	private void score(int count, float[] actions, double[] scores) {
		for (int i = 0; i < count * this.horizon; i++) {
			this.plans[i] = this.scaler.standardize(this.action, actions[i]);
		}
		imagine(this.context, count);
		this.reward.score(count, this.horizon, this.plans, this.scaler.standardize(this.action, this.current),
				this.forecast.mean(), this.forecast.epistemic(), this.forecast.sla(), scores);
		for (int p = 0; p < count; p++) {
			if (Double.isFinite(scores[p]) && scores[p] > this.bestScore) {
				this.bestScore = scores[p];
				keep(p);
			}
		}
	}

	/** Keeps the forecast of a plan: the buffer is overwritten by the next iteration. */
	private void keep(int index) {
		int from = this.forecast.index(index, 0, 0);
		System.arraycopy(this.forecast.mean(), from, this.bestMean, 0, this.bestMean.length);
		for (int i = 0; i < this.bestDeviation.length; i++) {
			this.bestDeviation[i] = (float) this.forecast.deviation(from + i);
		}
	}

	private void expect(CellState state, float nextAction) {
		if (state.mean.length != this.targets || state.context.length != this.context.length) {
			state.mean = new float[this.targets];
			state.deviation = new float[this.targets];
			state.context = new float[this.context.length];
		}
		System.arraycopy(this.bestMean, 0, state.mean, 0, this.targets);
		System.arraycopy(this.bestDeviation, 0, state.deviation, 0, this.targets);
		System.arraycopy(this.context, 0, state.context, 0, this.context.length);
		state.expectedAction = nextAction;
	}

	/**
	 * The last plan with its forecast in physical units.
	 * @param state of the cell that was planned for
	 */
	public Decision.PlanForecast forecast(CellState state) {
		int[] actions = new int[this.horizon];
		for (int h = 0; h < this.horizon; h++) {
			actions[h] = Math.round(this.plan.actions()[h]);
		}
		int ninety = this.manifest.calibration().indexOf(Calibration.DECIDED);
		OnlineCalibration calibration = calibration(state);
		float[] mean = new float[this.bestMean.length];
		float[] low = new float[mean.length];
		float[] high = new float[mean.length];
		for (int i = 0; i < mean.length; i++) {
			int kpi = this.frameIndices[i % this.targets];
			double reach = calibration.factor(ninety, i / this.targets, i % this.targets) * this.bestDeviation[i];
			mean[i] = physical(kpi, this.bestMean[i]);
			low[i] = physical(kpi, this.bestMean[i] - reach);
			high[i] = physical(kpi, this.bestMean[i] + reach);
		}
		return new Decision.PlanForecast(actions, this.plan.score(), this.plan.holdScore(), this.manifest.schema(),
				mean, low, high);
	}

	private float physical(int kpi, double standardizedValue) {
		return physical(this.manifest, kpi, standardizedValue);
	}

	/** A forecast in the KPI's unit, and not beyond what can be real. */
	public static float physical(ModelManifest manifest, int kpi, double standardizedValue) {
		return (float) Math.clamp(manifest.scaler().physical(kpi, standardizedValue), manifest.schema().kpi(kpi).min(),
				manifest.schema().kpi(kpi).max());
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}
