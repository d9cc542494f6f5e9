/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Split;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.SplitStatement;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.offline.effects.EffectResult;
import org.presage.offline.effects.EffectSettings;
import org.presage.offline.effects.EffectStudy;
import org.presage.offline.effects.ModelLevels;
import org.presage.offline.evaluation.Comparison;
import org.presage.offline.evaluation.CorrectedForecaster;
import org.presage.offline.evaluation.EvaluationResult;
import org.presage.offline.evaluation.ModelForecaster;
import org.presage.offline.evaluation.ModelResult;
import org.presage.offline.evaluation.PackageResult;
import org.presage.offline.report.HtmlReport;
import org.presage.offline.report.SetReport;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.correction.CorrectionSettings;

/**
 * Judges models on one data set: on the windows that the model with the longest window
 * can see and the one with the shortest horizon can predict, in the standard deviations
 * of the first model's training data.
 */
final class TraceEvaluation implements AutoCloseable {

	/**
	 * Which rows are judged.
	 *
	 * @param part of the data
	 * @param rule that divides them; null for that of the first model
	 * @param neighbours whose plans are known; null for none
	 */
	record Rows(Split part, @Nullable SplitRule rule, @Nullable Neighbours neighbours) {
	}

	/**
	 * Effects in a data set.
	 *
	 * @param notes what a user should know about the data
	 */
	@JsonResult
	record EffectSet(String name, List<String> notes, @JsonUnwrapped EffectResult effects) {
	}

	private final String name;

	private final List<JudgedModels.Named> models = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	private final Dataset data;

	private final Dataset fit;

	private final Rows rows;

	private final CorrectionSettings correction;

	private final List<ModelForecaster> forecasters = new ArrayList<>();

	private final List<PackageResult> packages = new ArrayList<>();

	/**
	 * Reads the data and prepares the models whose frames they have.
	 * @param schema of the files; null for the tidy layout of the first model's schema
	 * @param fitFiles what the baselines are fitted to; the data themselves if empty
	 * @param correction with which each model is judged too, unless it is off
	 * @throws DataException also if no model reads these frames
	 */
	TraceEvaluation(JudgedModels judged, List<Path> files, @Nullable Path schema, List<Path> fitFiles, Rows rows,
			CorrectionSettings correction) {
		this.name = files.getFirst().getFileName() + ((files.size() > 1) ? " and " + (files.size() - 1) + " more" : "");
		this.rows = rows;
		this.correction = correction;
		TraceSchema columns = TraceSchema.of(schema, judged.all().getFirst().manifest().schema());
		accept(judged, columns);
		int window = this.models.stream().mapToInt((model) -> model.manifest().network().window()).max().orElse(0);
		int horizon = this.models.stream().mapToInt((model) -> model.manifest().network().horizon()).min().orElse(0);
		Trace trace = TraceReader.read(columns, files);
		this.data = dataset(trace, window, horizon, rule(trace));
		if (rows.part() == Split.TEST) {
			this.data.requireTestPart();
		}
		if (rows.neighbours() != null) {
			this.data.relate(rows.neighbours());
		}
		this.fit = fitFiles.isEmpty() ? this.data : fitted(TraceReader.read(columns, fitFiles), window, horizon);
		this.notes.addAll(trace.notes());
		this.notes.addAll(this.data.notes());
		this.models.forEach((model) -> {
			this.packages.add(seen(model));
			if (rows.neighbours() != null && !model.manifest().network().knowsAnnounced()) {
				this.notes.add("model " + model.name() + " does not read what neighbours announce");
			}
			if (correction.on() && model.model().varx() == null) {
				this.notes.add("model " + model.name()
						+ " carries no VARX: its correction mixes two forecasts alone, the network's and the last values");
			}
		});
		try {
			this.models
				.forEach((model) -> this.forecasters.add(ModelForecaster.on(this.data, model.name(), model.model())));
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/** What was asked for; if nothing was, as the first model divided these data. */
	private SplitRule rule(Trace trace) {
		return Objects.requireNonNullElseGet(this.rows.rule(),
				() -> SplitRule.of(this.models.getFirst().manifest().training(), trace));
	}

	/**
	 * Divided as the first model divided them, so that baselines and model saw the same
	 * rows.
	 */
	private Dataset fitted(Trace trace, int window, int horizon) {
		return dataset(trace, window, horizon, SplitRule.of(this.models.getFirst().manifest().training(), trace));
	}

	private void accept(JudgedModels judged, TraceSchema columns) {
		for (JudgedModels.Named model : judged.all()) {
			try {
				model.manifest().schema().requireSameFrames(columns.schema());
				this.models.add(model);
			}
			catch (InvalidInputException ex) {
				this.notes.add("model " + model.name() + " does not read these frames: " + ex.getMessage());
			}
		}
		if (this.models.isEmpty()) {
			throw new DataException(this.name + ": " + String.join("; ", this.notes));
		}
	}

	private Dataset dataset(Trace trace, int window, int horizon, SplitRule rule) {
		try {
			return new Dataset(trace, window, horizon, rule, this.models.getFirst().manifest().scaler());
		}
		catch (DataException ex) {
			String needs = this.models.stream()
				.filter((model) -> model.manifest().network().window() == window)
				.findFirst()
				.map(JudgedModels.Named::name)
				.orElse("");
			throw new DataException(
					this.name + ": model " + needs + " has a window of " + window + " rows: " + ex.getMessage(), ex);
		}
	}

	/** What the model has seen of the judged rows. */
	private PackageResult seen(JudgedModels.Named model) {
		ModelManifest manifest = model.manifest();
		Long inTrain = null;
		Long inValid = null;
		boolean same = this.data.trace().fingerprint().equals(manifest.training().data());
		if (same) {
			Dataset own = new Dataset(this.data.trace(), manifest.network().window(), manifest.network().horizon(),
					SplitRule.of(manifest.training(), this.data.trace()), manifest.scaler());
			inTrain = overlap(own, Dataset.Part.TRAIN);
			inValid = overlap(own, Dataset.Part.VALID);
			if (inTrain > 0) {
				this.notes.add("model " + model.name() + " was trained on judged rows: its figures are no judgement");
			}
			else if (inValid > 0 && this.rows.part() == Split.TEST) {
				this.notes.add("judged rows chose the epoch of model " + model.name()
						+ " and calibrated it: its figures are no judgement");
			}
		}
		else {
			this.notes.add("model " + model.name() + " was trained on other files (fingerprint "
					+ Objects.requireNonNullElse(manifest.training().data(), "missing")
					+ "); whether they hold any judged row is not known");
		}
		return new PackageResult(manifest.version(), manifest.network().architecture(), manifest.network().window(),
				manifest.network().horizon(), manifest.created(), same ? Boolean.TRUE : null, inTrain, inValid);
	}

	private long overlap(Dataset own, Dataset.Part part) {
		return SplitStatement.overlap(this.rows.part().segments(this.data), own.segments(part));
	}

	/** Judges. */
	Comparison run() {
		if (this.fit == this.data && (this.rows.part() == Split.ALL || this.rows.part() == Split.TRAIN)) {
			this.notes.add("The baselines were fitted to the training part, which is among the judged rows; "
					+ "--fit FILES fits them to others");
		}
		List<Comparison.Contender> contenders = new ArrayList<>();
		for (int i = 0; i < this.models.size(); i++) {
			JudgedModels.Named model = this.models.get(i);
			contenders.add(new Comparison.Contender(this.forecasters.get(i), model.manifest().calibration(),
					this.packages.get(i)));
			if (this.correction.on()) {
				contenders.add(new Comparison.Contender(new CorrectedForecaster(this.forecasters.get(i),
						model.manifest(), model.model().varx(), this.correction), model.manifest().calibration(),
						this.packages.get(i)));
			}
		}
		return Comparison.of(this.fit, this.data, this.rows.part(), contenders);
	}

	/**
	 * Estimates the effects of the action in the judged rows, beside what the models
	 * predict.
	 */
	EffectSet effects(EffectSettings settings) {
		List<ModelLevels> predictors = this.forecasters.stream().map(ModelLevels::new).toList();
		EffectResult result = new EffectStudy(this.data, this.rows.part().segments(this.data), predictors, settings)
			.run("train standard deviations of model " + this.models.getFirst().name());
		return new EffectSet(this.name, this.notes, result);
	}

	/** The judgement as {@code --json} has it. */
	EvaluationResult<ModelResult> result(Comparison comparison) {
		EvaluationResult<ModelResult> result = comparison.result();
		return new EvaluationResult<>(result.data()
			.about(this.name, "train standard deviations of model " + this.models.getFirst().name(),
					(this.fit != this.data) ? this.fit : null, this.notes),
				result.models());
	}

	/** The judgement for the page. */
	SetReport report(Comparison comparison) {
		return new SetReport(this.name, comparison, this.fit, this.notes);
	}

	/** The models for the page. */
	List<HtmlReport.ModelRow> rows() {
		List<HtmlReport.ModelRow> rows = new ArrayList<>();
		for (int i = 0; i < this.models.size(); i++) {
			rows.add(new HtmlReport.ModelRow(this.name, this.models.get(i).name(), this.packages.get(i).facts()));
		}
		return rows;
	}

	/** Names of the models that are judged. */
	List<String> accepted() {
		return this.models.stream().map(JudgedModels.Named::name).toList();
	}

	List<String> notes() {
		return this.notes;
	}

	String name() {
		return this.name;
	}

	@Override
	public void close() {
		this.forecasters.forEach(ModelForecaster::close);
	}

}
