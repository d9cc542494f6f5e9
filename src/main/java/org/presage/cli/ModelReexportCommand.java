/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.SplittableRandom;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.presage.base.JsonResult;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxReexport;

/** Makes a package of an older version as fast as one written now. */
@Command(name = "reexport", mixinStandardHelpOptions = true,
		description = "Write the graphs of a package again, as this version of the program writes them. "
				+ "Weights and label stay; the forecasts of both are compared before anything is written.")
final class ModelReexportCommand implements Callable<Integer> {

	/** In standard deviations of a KPI: rounding, not another model. */
	private static final double TOLERANCE = 1e-4;

	/** Of the windows that are compared. */
	private static final long SEED = 1;

	/**
	 * What is written with --json.
	 *
	 * @param maxDifference of the forecasts of both packages, in standard deviations of a
	 * KPI
	 */
	@JsonResult
	record Result(String in, String out, double maxDifference) {
	}

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private PackagePaths files;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		this.files.requirePlace();
		ModelPackage old = ModelPackage.read(this.files.in());
		ModelPackage renewed = OnnxReexport.of(old);
		double difference = OnnxReexport.difference(old, renewed, new SplittableRandom(SEED));
		if (!(difference <= TOLERANCE)) {
			throw new ModelException(this.files.in().toString(),
					"the same forecasts from the new graphs within " + TOLERANCE, "a difference of " + difference);
		}
		renewed.write(this.files.out());
		this.report.out().printf("%s: forecasts differ by at most %.1e%n", renewed.manifest().version(), difference);
		this.report.write(
				CommandResult.of(SEED, renewed.manifest(),
						new Result(this.files.in().toString(), this.files.out().toString(), difference)),
				this.files.out());
		return ExitCodes.OK;
	}

}
