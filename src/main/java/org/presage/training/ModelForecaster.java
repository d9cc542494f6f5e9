package org.presage.training;

import org.presage.worldmodel.Forecast;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.WorldModel;

/**
 * A model package as it will serve, in ONNX Runtime, asked for one plan a window: the
 * actions that were taken.
 */
public final class ModelForecaster implements Forecaster, AutoCloseable {

	private final String name;

	private final Imaginer imaginer;

	private final float[] contexts;

	private final Forecast forecast;

	public ModelForecaster(String name, WorldModel model) {
		this.name = name;
		this.imaginer = model.imaginer(Evaluation.BATCH, 1);
		this.contexts = new float[Evaluation.BATCH * model.contextSize()];
		this.forecast = new Forecast(Evaluation.BATCH, model.manifest().network().horizon(),
				model.manifest().network().targets());
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void forecast(WindowBatch batch, float[] mean, float[] deviation) {
		this.imaginer.encode(batch.count(), batch.windows(), this.contexts);
		this.imaginer.imagine(batch.count(), this.contexts, 1, batch.plans(), this.forecast);
		int values = batch.count() * this.forecast.horizon() * this.forecast.targets();
		System.arraycopy(this.forecast.mean(), 0, mean, 0, values);
		for (int i = 0; i < values; i++) {
			deviation[i] = (float) this.forecast.deviation(i);
		}
	}

	@Override
	public void close() {
		this.imaginer.close();
	}

}
