/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;

/**
 * Results of the {@link ChallengerChecks} among the metrics of the model that was
 * checked: who trains it and who tries it are different programs.
 */
public final class CheckResults {

	private static final String METRIC = "checks";

	private CheckResults() {
	}

	/** The package with results. */
	public static ModelPackage into(ModelPackage model, List<Check> checks) {
		Map<String, Object> metrics = new HashMap<>(model.manifest().metrics());
		metrics.put(METRIC, JsonMapper.shared().convertValue(checks, new TypeReference<List<Map<String, Object>>>() {
		}));
		ModelManifest judged = model.manifest().judged(model.manifest().calibration(), metrics);
		return new ModelPackage(judged, model.encode(), model.imagine(), model.varx(), model.propose(),
				model.receive());
	}

	/**
	 * Why a model is not to be tried; empty if it is.
	 * @throws ModelException if its results are of another form
	 */
	public static String refusal(ModelManifest manifest) {
		Object found = manifest.metrics().get(METRIC);
		if (found == null) {
			return "checks: expected those of learn train, found none";
		}
		return failures(read(found));
	}

	private static List<Check> read(Object found) {
		try {
			@Nullable List<Check> checks = JsonMapper.shared().convertValue(found, new TypeReference<>() {
			});
			return (checks != null) ? checks : List.of();
		}
		catch (RuntimeException ex) {
			throw new ModelException("metrics." + METRIC, "results of learn train", String.valueOf(ex.getMessage()));
		}
	}

	/** What was not passed, for humans; empty if all were. */
	public static String failures(List<Check> checks) {
		return checks.stream()
			.filter((check) -> !check.passed())
			.map((check) -> check.name() + ": expected " + check.expected() + ", found " + check.found())
			.collect(Collectors.joining("; "));
	}

}
