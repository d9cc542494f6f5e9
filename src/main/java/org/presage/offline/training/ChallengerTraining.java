/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.JsonResult;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Evaluation;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.offline.evaluation.Scores;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelLineage;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.TrainingProvenance;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.OutputSlots;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxReexport;
import org.presage.worldmodel.onnx.OnnxWeights;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

/**
 * Trains a challenger from the weights of a champion: same network, schema, scaler and
 * range of the action. Calibrated on the validation part; champion and challenger are
 * judged on it, and on the newest windows that were not trained on.
 */
public final class ChallengerTraining {

	/** In standard deviations of a KPI: rounding, not another model. */
	private static final double SAME = 1e-4;

	private static final int EPOCHS_WITHOUT_PROGRESS = 4;

	private final Dataset data;

	private final ModelPackage champion;

	private final ChallengerMode mode;

	private final TrainingSettings settings;

	private final Network network;

	private final boolean[] trained;

	private final FineTuning tuning;

	/**
	 * @param data standardised with the champion's scaler; its validation and test parts
	 * have segments of one window
	 */
	public ChallengerTraining(Dataset data, ModelPackage champion, ChallengerMode mode, int epochs, long seed,
			TorchDevice device, TrainingListener listener) {
		TrainingSettings base = TrainingSettings.defaults(epochs, seed);
		this.data = data;
		this.champion = champion;
		this.mode = mode;
		this.settings = new TrainingSettings(epochs, base.sequences(), base.positions(), base.curriculum(),
				mode.learningRate(), 0, base.clip(), base.averaging(), base.augmentation(), base.fit(), base.beta(), 0,
				EPOCHS_WITHOUT_PROGRESS, seed);
		this.network = OnnxWeights.network(champion.manifest());
		this.trained = mode.trained(this.network);
		this.tuning = new FineTuning(data, this.network, this.settings, this.trained, mode.pull(), device, listener);
	}

	/**
	 * Forecasts of some windows against what came.
	 *
	 * @param windows that were judged
	 * @param crps in standard deviations, before calibration
	 * @param crpsCalibrated of the calibrated intervals
	 * @param coverage90 share of the truths in the calibrated 90 % interval
	 */
	@JsonResult
	public record Judged(long windows, double crps, double crpsCalibrated, double rmse, double coverage90) {

		private static Judged of(Scores scores) {
			return new Judged(scores.windows(), scores.crps(), scores.calibratedCrps(), scores.rmse(),
					scores.coverage(scores.calibration().indexOf(Calibration.DECIDED), -1));
		}

	}

	/** Both on the same windows. */
	@JsonResult
	public record Pair(Judged champion, Judged challenger) {
	}

	/**
	 * What a run made.
	 *
	 * @param model null if no epoch was better than the champion
	 * @param anchor on the validation part
	 * @param recent on the test part; null if it is empty
	 * @param epochs that were run
	 * @param bestEpoch 0 if none was better
	 */
	public record Outcome(@Nullable ModelPackage model, @Nullable Pair anchor, @Nullable Pair recent, int epochs,
			int bestEpoch, String device) {
	}

	/** Weights of the network. */
	public int parameters() {
		return this.trained.length;
	}

	/** Weights that are trained. */
	public int trainedParameters() {
		return OutputSlots.count(this.trained);
	}

	/** Makes {@link #run} fail soon. Called from any thread. */
	public void stop() {
		this.tuning.stop();
	}

	/**
	 * @param version name of the challenger
	 * @param created ISO-8601 time for the manifest
	 * @throws ModelException if the champion's weights cannot be read from its graphs
	 * @throws DataException if training diverges or was stopped
	 */
	public Outcome run(String version, String created, ModelLineage lineage) {
		FineTuning.Tuned tuned = this.tuning.run(weights());
		if (tuned.bestEpoch() == 0) {
			return new Outcome(null, null, null, tuned.epochs(), 0, tuned.device());
		}
		ModelManifest manifest = this.champion.manifest().descendant(version, created, provenance(tuned), lineage);
		ModelPackage raw = OnnxExporter.export(this.network, tuned.parameters(), manifest);
		try (OnnxWorldModel model = OnnxWorldModel.load(raw);
				ModelForecaster challenger = new ModelForecaster("challenger", model);
				OnnxWorldModel serving = OnnxWorldModel.load(this.champion);
				ModelForecaster before = new ModelForecaster("champion", serving)) {
			Calibration calibration = Evaluation.calibrate(this.data, challenger);
			Pair anchor = judged(Dataset.Part.VALID, before, challenger, calibration);
			Pair recent = (this.data.windows(Dataset.Part.TEST) > 0)
					? judged(Dataset.Part.TEST, before, challenger, calibration) : null;
			ModelPackage judged = OnnxExporter
				.export(this.network, tuned.parameters(), manifest.judged(calibration, metrics(anchor, recent)))
				.with(this.champion.varx());
			return new Outcome(withProposals(judged), anchor, recent, tuned.epochs(), tuned.bestEpoch(),
					tuned.device());
		}
	}

	/** The champion's weights; what no graph has starts as in any other training. */
	private float[] weights() {
		ModelPackage again = OnnxReexport.of(this.champion);
		Random random = new Random(this.settings.seed());
		double difference = OnnxReexport.difference(this.champion, again, random);
		if (!(difference <= SAME)) {
			throw new ModelException("model " + this.champion.manifest().version(),
					"all weights in its graphs, and the same forecasts from them within " + SAME,
					"a difference of " + difference);
		}
		float[] weights = OnnxWeights.of(this.champion);
		float[] initial = this.network.parameters().initialise(random);
		for (int i = 0; i < weights.length; i++) {
			weights[i] = Float.isNaN(weights[i]) ? initial[i] : weights[i];
		}
		return weights;
	}

	private Pair judged(Dataset.Part part, ModelForecaster before, ModelForecaster challenger,
			Calibration calibration) {
		return new Pair(Judged.of(Evaluation.score(this.data, part, before, this.champion.manifest().calibration())),
				Judged.of(Evaluation.score(this.data, part, challenger, calibration)));
	}

	/**
	 * Proposals read contexts: they stay right where the encoder is the same. An adapter
	 * changes the part of a context that is added to the means, and that as far as the
	 * means have changed.
	 */
	private ModelPackage withProposals(ModelPackage challenger) {
		boolean same = this.mode == ChallengerMode.ADAPTER
				|| Arrays.equals(challenger.encode(), OnnxReexport.of(this.champion).encode());
		return same ? challenger.withProposals(this.champion.manifest().proposals(), this.champion.propose())
				: challenger;
	}

	private Map<String, Object> metrics(Pair anchor, @Nullable Pair recent) {
		Map<String, Object> metrics = new LinkedHashMap<>();
		metrics.put("models", Map.of(this.network.spec().architecture(), Map.of("crps", anchor.challenger().crps())));
		metrics.put("anchor", map(anchor));
		if (recent != null) {
			metrics.put("recent", map(recent));
		}
		return metrics;
	}

	private static Map<String, Object> map(Pair pair) {
		return JsonMapper.shared().convertValue(Objects.requireNonNull(pair), new TypeReference<>() {
		});
	}

	private TrainingProvenance provenance(FineTuning.Tuned tuned) {
		return new TrainingProvenance(this.settings.seed(), this.mode + " " + this.settings,
				this.data.trace().fingerprint(), this.data.trace().rows(), null, null, null,
				(long) this.data.windows(Dataset.Part.TRAIN), tuned.epochs(), tuned.bestEpoch(), (long) parameters());
	}

}
