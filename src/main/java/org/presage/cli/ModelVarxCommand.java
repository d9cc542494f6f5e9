/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.Objects;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.presage.base.JsonResult;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.SplitRule;
import org.presage.offline.data.Trace;
import org.presage.offline.evaluation.Baselines;
import org.presage.offline.evaluation.RidgeVarx;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;

/** Gives a package of an earlier version the VARX that {@code train} writes today. */
@Command(name = "varx", mixinStandardHelpOptions = true,
		description = "Fit the VARX that corrects forecasts while running to the rows that a model was trained on, and "
				+ "write a package with it. The network stays the same.")
final class ModelVarxCommand implements Callable<Integer> {

	/** Nothing here is random. */
	private static final long SEED = 1;

	/**
	 * What is written with --json.
	 *
	 * @param inputs L·F + H + 1
	 * @param outputs H·Y
	 * @param ridge chosen on the validation part
	 * @param trainWindows windows of the training part
	 */
	@JsonResult
	record Result(String in, String out, int inputs, int outputs, double ridge, int trainWindows) {
	}

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private PackagePaths files;

	@Mixin
	private TraceOptions traces = new TraceOptions();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		this.files.requirePlace();
		ModelPackage model = ModelFiles.read(this.files.in());
		ModelManifest manifest = model.manifest();
		Dataset data = trainedOn(manifest, this.traces.read());
		RidgeVarx varx = Baselines.of(data).varx();
		model.with(varx.linear()).write(this.files.out());
		Result result = new Result(this.files.in().toString(), this.files.out().toString(), varx.equations().inputs(),
				varx.equations().outputs(), varx.ridge(), data.windows(Dataset.Part.TRAIN));
		this.report.out()
			.printf("%s: VARX of %d inputs and %d outputs, ridge %.0f, fitted to %,d windows%n", manifest.version(),
					result.inputs(), result.outputs(), result.ridge(), result.trainWindows());
		this.report.write(CommandResult.of(SEED, manifest, result), this.files.out());
		return ExitCodes.OK;
	}

	/**
	 * The model's data, divided as for its training.
	 * @throws DataException if they are other data: a VARX of rows that the model has not
	 * seen would be judged on what it learnt
	 */
	private Dataset trainedOn(ModelManifest manifest, Trace trace) {
		manifest.schema().requireSameFrames(trace.schema());
		String expected = manifest.training().data();
		if (expected == null) {
			throw new ModelException(this.files.in() + ": training.data",
					"the fingerprint of the data that it was trained on", "none");
		}
		if (!Objects.equals(expected, trace.fingerprint())) {
			throw new DataException("--data", "the files that model " + manifest.version()
					+ " was trained on, in their order (fingerprint " + expected + ")", trace.fingerprint());
		}
		Integer gapSteps = manifest.training().gapSteps();
		if (gapSteps != null && gapSteps != trace.gapSteps()) {
			throw new DataException("gapSteps", gapSteps + ", as in the training of model " + manifest.version(),
					trace.gapSteps());
		}
		return new Dataset(trace, manifest.network().window(), manifest.network().horizon(),
				SplitRule.of(manifest.training(), trace), manifest.scaler());
	}

}
