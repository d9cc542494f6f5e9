package org.presage.explain;

import org.presage.control.ControlSettings;
import org.presage.control.PlanPredictions;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.ActionSpace;
import org.presage.planner.Imagined;
import org.presage.planner.JointSpace;
import org.presage.planner.Plan;
import org.presage.planner.Reward;
import org.presage.planner.TrajectoryPlanner;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * A model that is asked about one plan at a time, so that the same plan gets the same
 * answer to the last bit whatever else is asked. Owned by one thread.
 */
final class Imagination implements AutoCloseable {

	private final ModelManifest manifest;

	private final Standardizer scaler;

	private final int action;

	private final int horizon;

	private final int targets;

	private final Reward reward;

	private final ActionSpace space;

	private final TrajectoryPlanner planner;

	private final Imaginer imaginer;

	private final float[] window;

	private final float[] context;

	private final float[] actions;

	private final Prediction forecast;

	private final Imagined imagined;

	Imagination(WorldModel model, ControlSettings settings) {
		this.manifest = model.manifest();
		this.scaler = this.manifest.scaler();
		KpiSchema schema = this.manifest.schema();
		this.action = schema.actionIndex();
		this.horizon = this.manifest.network().horizon();
		this.targets = schema.targets();
		this.reward = settings.reward(schema, this.scaler);
		this.space = settings.space(this.manifest, "");
		this.planner = settings.search().planner(1, this.horizon);
		int population = this.planner.population();
		this.imaginer = model.imaginer(1, population);
		this.window = new float[this.manifest.network().window() * schema.size()];
		this.context = new float[model.contextSize()];
		this.actions = new float[population * this.horizon];
		this.forecast = new Prediction(population, this.horizon, this.targets);
		this.imagined = PlanPredictions.view(this.forecast);
	}

	ActionSpace space() {
		return this.space;
	}

	/**
	 * Encodes a window; what follows is imagined from there.
	 * @param frames physical values {@code [N, F]}
	 * @param first of the window's frames
	 * @return the context {@code [K]}
	 */
	float[] encode(float[] frames, int first) {
		int features = this.manifest.schema().size();
		this.scaler.standardize(frames, first * features, this.window, 0, this.manifest.network().window());
		this.imaginer.encode(1, this.window, this.context);
		return this.context.clone();
	}

	/**
	 * Plans from scratch, to the end of the search.
	 * @param inForce allocation in force, NaN if not known
	 * @return {@code [H]} PRBs
	 * @throws ModelException if too few plans had a finite score
	 */
	float[] plan(float inForce) {
		Plan plan = this.planner.plan(JointSpace.of(this.space), new float[] { inForce }, null,
				(count, candidates, scores) -> {
					imagine(count, candidates);
					this.reward.score(0, count, this.horizon, this.actions, standardized(inForce), this.imagined,
							scores);
				});
		if (plan.failed()) {
			throw new ModelException("model " + this.manifest.version() + ": " + plan.nonFinite() + " of "
					+ plan.rollouts() + " scores are not finite");
		}
		return plan.actions();
	}

	/**
	 * The terms of a plan's score, {@code [Y + 5]}; see {@link Reward#terms}.
	 * @param plan {@code [H]} PRBs, not necessarily whole
	 */
	double[] terms(float[] plan, float inForce) {
		imagine(1, plan);
		double[] terms = new double[this.reward.termCount()];
		this.reward.terms(0, this.horizon, this.actions, standardized(inForce), this.imagined, terms);
		return terms;
	}

	/** What is expected of a plan of {@code [H]} PRBs. */
	PlanPrediction outlook(float[] plan, CellWindow cell) {
		float inForce = cell.inForce();
		double[] terms = terms(plan, inForce);
		double[] score = new double[1];
		this.reward.score(0, 1, this.horizon, this.actions, standardized(inForce), this.imagined, score);
		float[] mean = new float[this.horizon * this.targets];
		float[] low = new float[mean.length];
		float[] high = new float[mean.length];
		float[] sla = new float[this.horizon];
		int ninety = this.manifest.calibration().indexOf(Calibration.DECIDED);
		for (int i = 0; i < mean.length; i++) {
			int kpi = this.manifest.schema().frameIndex(i % this.targets);
			double reach = this.manifest.calibration().factor(ninety, i / this.targets, i % this.targets)
					* cell.intervalScale(i % this.targets) * this.forecast.deviation(i);
			mean[i] = physical(kpi, this.forecast.mean()[i]);
			low[i] = physical(kpi, this.forecast.mean()[i] - reach);
			high[i] = physical(kpi, this.forecast.mean()[i] + reach);
		}
		System.arraycopy(this.forecast.sla(), 0, sla, 0, this.horizon);
		return new PlanPrediction(plan.clone(), score[0], terms, mean, low, high, sla);
	}

	private float physical(int kpi, double value) {
		return PlanPredictions.physical(this.manifest, kpi, value);
	}

	private float standardized(float prbs) {
		return this.scaler.standardize(this.action, prbs);
	}

	private void imagine(int count, float[] plans) {
		for (int i = 0; i < count * this.horizon; i++) {
			this.actions[i] = standardized(plans[i]);
		}
		this.imaginer.imagine(1, this.context, count, this.actions, this.forecast);
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}
