/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.Evaluation;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.offline.evaluation.Scores;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.TrainingProvenance;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

/**
 * From a dataset to a judged package: train, export, calibrate on the validation part,
 * judge the exported graphs on the test part beside the baselines, on the validation part
 * if nothing is kept for a test.
 */
public final class TrainingRun {

	private final Dataset data;

	private final NetworkSpec spec;

	private final TrainingSettings settings;

	private final Trainer trainer;

	private final Network network;

	public TrainingRun(Dataset data, NetworkSpec spec, TrainingSettings settings, TorchDevice device,
			TrainingListener listener) {
		this.data = data;
		this.spec = spec;
		this.settings = settings;
		this.network = Architectures.build(spec);
		this.trainer = new Trainer(data, this.network, settings, device, listener);
	}

	/**
	 * The package and its judgement.
	 *
	 * @param model ready to be written
	 * @param scores on the test part, the validation part if there is none: the baselines
	 * and the model, by name
	 * @param name of the model among the scores
	 * @param calibration of the model
	 * @param training what the trainer did
	 */
	public record TrainingResult(ModelPackage model, Map<String, Scores> scores, String name, Calibration calibration,
			Trainer.Result training) {

		/** Scores of the model. */
		public Scores own() {
			return Objects.requireNonNull(this.scores.get(this.name));
		}

	}

	/** In tables: the architecture, told from the baseline where it is one itself. */
	private String name() {
		String architecture = this.spec.architecture();
		return Baselines.NAMES.contains(architecture) ? architecture + " package" : architecture;
	}

	/** Number of trained values. */
	public int parameters() {
		return this.network.parameters().size();
	}

	/** See {@link Trainer#stop}. */
	public void stop() {
		this.trainer.stop();
	}

	/**
	 * @param version name of the model
	 * @param created ISO-8601 time for the manifest
	 * @param checkpoint see {@link Trainer#run}
	 * @throws DataException also if the run was stopped; its checkpoint is kept
	 */
	public TrainingResult run(String version, String created, @Nullable Path checkpoint, boolean resume) {
		Trainer.Result result = this.trainer.run(checkpoint, resume);
		if (!result.complete()) {
			throw new DataException(
					"stopped after epoch " + result.epochs() + "; the checkpoint is kept, --resume goes on");
		}
		ModelManifest manifest = new ModelManifest(ModelManifest.FORMAT, version, created, this.spec,
				this.data.schema(), this.data.scaler(), this.data.actionMin(), this.data.actionMax(),
				this.data.observed(), Calibration.none(this.data.horizon(), this.data.schema().targets()),
				provenance(result), Map.of(), Map.of());
		ModelPackage raw = OnnxExporter.export(this.network, result.parameters(), manifest);
		Map<String, Scores> scores = new LinkedHashMap<>();
		try (OnnxWorldModel model = OnnxWorldModel.load(raw);
				ModelForecaster forecaster = new ModelForecaster(name(), model)) {
			Calibration calibration = Evaluation.calibrate(this.data, forecaster);
			for (String baseline : Baselines.NAMES) {
				scores.put(baseline, Baselines.of(this.data).scores(baseline));
			}
			scores.put(forecaster.name(), Evaluation.score(this.data, this.data.judgedPart(), forecaster, calibration));
			Map<String, Object> metrics = Evaluation.metrics(this.data, scores);
			ModelPackage judged = OnnxExporter
				.export(this.network, result.parameters(), manifest.judged(calibration, metrics))
				.with(Baselines.of(this.data).varx().linear());
			return new TrainingResult(judged, scores, forecaster.name(), calibration, result);
		}
	}

	private TrainingProvenance provenance(Trainer.Result result) {
		return new TrainingProvenance(this.settings.seed(), this.settings.toString(), this.data.trace().fingerprint(),
				this.data.trace().rows(), this.data.trace().gaps(), this.data.trace().gapSteps(),
				this.data.rule().toString(), (long) this.data.windows(Dataset.Part.TRAIN), result.epochs(),
				result.bestEpoch(), (long) parameters());
	}

}
