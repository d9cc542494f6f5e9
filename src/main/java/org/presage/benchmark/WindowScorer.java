package org.presage.benchmark;

import java.util.Arrays;

import org.presage.control.ControlSettings;
import org.presage.control.PlanPredictions;
import org.presage.kpi.Standardizer;
import org.presage.planner.Imagined;
import org.presage.planner.PlanScorer;
import org.presage.planner.Reward;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Scores any number of plans from one window, as the control loop does. Owned by one
 * thread.
 */
public final class WindowScorer implements PlanScorer, AutoCloseable {

	/** Plans of one call: what stays in the cache. */
	private static final int CALL = 32;

	private final Standardizer scaler;

	private final int action;

	private final int horizon;

	private final Reward reward;

	private final Imaginer imaginer;

	private final float[] standardized;

	private final float[] context;

	private final float[] plans;

	private final Prediction forecast;

	private final Imagined imagined;

	private final double[] part = new double[CALL];

	private float inForce;

	public WindowScorer(WorldModel model, ControlSettings settings) {
		ModelManifest manifest = model.manifest();
		this.scaler = manifest.scaler();
		this.action = manifest.schema().actionIndex();
		this.horizon = manifest.network().horizon();
		this.reward = settings.reward(manifest.schema(), this.scaler);
		this.imaginer = model.imaginer(1, CALL);
		this.standardized = new float[manifest.network().window() * manifest.schema().size()];
		this.context = new float[model.contextSize()];
		this.plans = new float[CALL * this.horizon];
		this.forecast = new Prediction(CALL, this.horizon, manifest.schema().targets());
		this.imagined = PlanPredictions.view(this.forecast);
	}

	/** Encodes a window; what follows is scored from there. */
	public void from(PlanningWindow window) {
		this.inForce = window.inForce();
		this.scaler.standardize(window.frames(), 0, this.standardized, 0,
				this.standardized.length / this.scaler.mean().length);
		this.imaginer.encode(1, this.standardized, this.context);
	}

	@Override
	public void score(int count, float[] actions, double[] scores) {
		for (int first = 0; first < count; first += CALL) {
			int size = Math.min(CALL, count - first);
			for (int i = 0; i < size * this.horizon; i++) {
				this.plans[i] = this.scaler.standardize(this.action, actions[first * this.horizon + i]);
			}
			this.imaginer.imagine(1, this.context, size, this.plans, this.forecast);
			Arrays.fill(this.part, 0);
			this.reward.score(0, size, this.horizon, this.plans, this.scaler.standardize(this.action, this.inForce),
					this.imagined, this.part);
			System.arraycopy(this.part, 0, scores, first, size);
		}
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}
