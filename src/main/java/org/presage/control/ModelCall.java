package org.presage.control;

import org.presage.base.Clock;
import org.presage.planner.Imagined;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;

/**
 * Calls of a model with their buffers, which grow with the largest call, and the time
 * they take. Owned by one thread.
 */
final class ModelCall implements AutoCloseable {

	private final WorldModel model;

	private final int windowSize;

	private final int horizon;

	private final int targets;

	private final Clock clock;

	private final LoopMetrics<Outcome, FrameResult> metrics;

	private int capacity;

	private int population;

	private Imaginer imaginer;

	/** Standardised windows {@code [C, L, F]}, NaN absent. */
	float[] windows = new float[0];

	/** Encoded windows {@code [C, K]}. */
	float[] contexts = new float[0];

	/** Standardised plans {@code [C, P, H]}. */
	float[] plans = new float[0];

	Prediction forecast;

	/** A view of the forecast. */
	Imagined imagined;

	/** When the last call of each graph began or ended. */
	private long encodingNs;

	private long encodedNs;

	private long imaginedNs;

	/**
	 * @param population plans of one window in one call, to begin with
	 */
	ModelCall(WorldModel model, int population, Clock clock, LoopMetrics<Outcome, FrameResult> metrics) {
		ModelManifest manifest = model.manifest();
		this.model = model;
		this.windowSize = manifest.network().window() * manifest.schema().size();
		this.horizon = manifest.network().horizon();
		this.targets = manifest.schema().targets();
		this.clock = clock;
		this.metrics = metrics;
		this.capacity = 1;
		this.population = population;
		this.imaginer = model.imaginer(1, population);
		this.forecast = buffers();
		this.imagined = PlanPredictions.view(this.forecast);
	}

	private Prediction buffers() {
		this.windows = new float[this.capacity * this.windowSize];
		this.contexts = new float[this.capacity * this.model.contextSize()];
		this.plans = new float[this.capacity * this.population * this.horizon];
		return new Prediction(this.capacity * this.population, this.horizon, this.targets);
	}

	/** Makes room for so many windows with so many plans each. */
	void reserve(int count, int plansEach) {
		if (count > this.capacity || plansEach > this.population) {
			this.imaginer.close();
			this.capacity = Math.max(count, this.capacity);
			this.population = Math.max(plansEach, this.population);
			this.imaginer = this.model.imaginer(this.capacity, this.population);
			this.forecast = buffers();
			this.imagined = PlanPredictions.view(this.forecast);
		}
	}

	/** Encodes the first {@code count} windows into as many contexts. */
	void encode(int count) {
		this.encodingNs = this.clock.nanoTime();
		this.imaginer.encode(count, this.windows, this.contexts);
		this.encodedNs = this.clock.nanoTime();
		this.metrics.encoded(this.encodedNs - this.encodingNs);
	}

	/** Imagines the plans from {@code count} contexts. */
	void imagine(int count, float[] from, int plansEach) {
		long startNs = this.clock.nanoTime();
		this.imaginer.imagine(count, from, plansEach, this.plans, this.forecast);
		this.imaginedNs = this.clock.nanoTime();
		this.metrics.imagined(this.imaginedNs - startNs, count * plansEach * this.horizon);
	}

	/** Times of a decision after the last call of both graphs. */
	DecisionTimes times(long receivedNs, long decidedNs) {
		return new DecisionTimes(receivedNs, this.encodingNs, this.encodedNs, this.imaginedNs, decidedNs);
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}
