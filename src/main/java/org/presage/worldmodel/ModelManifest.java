/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.NameText;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * The label of a model package.
 *
 * @param format version of this layout; {@link #FORMAT}
 * @param version name of this model, for humans and metrics
 * @param created ISO-8601 time at which it was exported; part of no decision
 * @param network what the graphs compute, and its sizes
 * @param schema frames that it reads
 * @param scaler from physical values to train standard deviations
 * @param actionMin smallest action that the training data support, in the action's unit
 * @param actionMax largest action that the training data support, in the action's unit
 * @param observed per KPI of the frame, whether it was ever present in training
 * @param calibration of the intervals
 * @param training seed, data fingerprint and settings of the run; nothing known if it is
 * missing
 * @param metrics on the test part
 * @param sha256 of each file in the package, hexadecimal
 * @param proposals what the graph that proposes plans reads and writes; null if the
 * package has none
 * @param lineage what it was trained further from; null if it was not
 */
public record ModelManifest(int format, String version, String created, NetworkSpec network, KpiSchema schema,
		Standardizer scaler, double actionMin, double actionMax, boolean[] observed, Calibration calibration,
		TrainingProvenance training, Map<String, Object> metrics, Map<String, String> sha256,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProposalSpec proposals,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ModelLineage lineage) {

	/** The layout that this code reads and writes. */
	public static final int FORMAT = 2;

	private static final int MAX_NAME = 200;

	/** Of a package without proposals. */
	public ModelManifest(int format, String version, String created, NetworkSpec network, KpiSchema schema,
			Standardizer scaler, double actionMin, double actionMax, boolean[] observed, Calibration calibration,
			TrainingProvenance training, Map<String, Object> metrics, Map<String, String> sha256) {
		this(format, version, created, network, schema, scaler, actionMin, actionMax, observed, calibration, training,
				metrics, sha256, null, null);
	}

	/** Refuses what does not fit together, naming the field. */
	public ModelManifest {
		if (format != FORMAT) {
			throw new ModelException("format", FORMAT, format);
		}
		require("version", version);
		if (network == null || schema == null || scaler == null || calibration == null || observed == null) {
			throw new ModelException("manifest", "network, schema, scaler, observed and calibration",
					"one of them missing");
		}
		require("network.architecture", network.architecture());
		if (!Architectures.names().contains(network.architecture())) {
			throw new ModelException(InvalidInputException.unknown("network.architecture", "one of",
					Architectures.names(), network.architecture()));
		}
		if (network.size() == null) {
			throw new ModelException("network.size", "the sizes of the network", null);
		}
		check("network.features", schema.size(), network.features());
		check("network.action", schema.actionIndex(), network.action());
		check("scaler.mean", schema.size(), scaler.mean().length);
		check("observed", schema.size(), observed.length);
		if (!Arrays.equals(calibration.levels(), Calibration.LEVELS)) {
			throw new ModelException("calibration.levels", Arrays.toString(Calibration.LEVELS),
					Arrays.toString(calibration.levels()));
		}
		for (double[][] level : calibration.factors()) {
			check("calibration.factors[]", network.horizon(), level.length);
			for (double[] step : level) {
				check("calibration.factors[][]", schema.targets(), step.length);
				for (double factor : step) {
					if (!(factor >= 0)) {
						throw new ModelException("calibration.factors[][][]", "0 or more", factor);
					}
				}
			}
		}
		for (int k = 0; k < schema.size(); k++) {
			if (scaler.transforms().get(k) != schema.kpi(k).transform()) {
				throw new ModelException("scaler.transforms[" + k + "]", schema.kpi(k).transform(),
						scaler.transforms().get(k));
			}
		}
		Kpi action = schema.kpi(schema.actionIndex());
		if (!(actionMin >= action.min() && actionMin <= actionMax)) {
			throw new ModelException("actionMin", action.min() + " to actionMax = " + actionMax, actionMin);
		}
		if (!(actionMax <= action.max())) {
			throw new ModelException("actionMax", "at most " + action.max() + ", the greatest " + action.name(),
					actionMax);
		}
		if (Math.ceil(actionMin) > Math.floor(actionMax)) {
			throw new ModelException("actionMin", "a whole number from actionMin to actionMax = " + actionMax,
					actionMin);
		}
		created = (created != null) ? created : "";
		training = (training != null) ? training : TrainingProvenance.NONE;
		metrics = (metrics != null) ? Map.copyOf(metrics) : Map.of();
		sha256 = (sha256 != null) ? Map.copyOf(sha256) : Map.of();
	}

	/** One PRB in standard deviations of the allocation. */
	public float standardizedPrb() {
		int action = this.schema.actionIndex();
		return this.scaler.standardize(action, 1) - this.scaler.standardize(action, 0);
	}

	/** Names go into metrics, logs and decisions. */
	private static void require(String field, @Nullable String name) {
		if (name == null || name.isBlank()) {
			throw new ModelException(field, "1 to " + MAX_NAME + " characters of text", name);
		}
		InvalidInputException problem = NameText.problem(field, name, MAX_NAME);
		if (problem != null) {
			throw new ModelException(problem);
		}
	}

	private static void check(String field, int expected, int found) {
		if (expected != found) {
			throw new ModelException(field, expected, found);
		}
	}

	ModelManifest withFiles(Map<String, String> hashes) {
		return new ModelManifest(this.format, this.version, this.created, this.network, this.schema, this.scaler,
				this.actionMin, this.actionMax, this.observed, this.calibration, this.training, this.metrics, hashes,
				this.proposals, this.lineage);
	}

	ModelManifest withProposals(@Nullable ProposalSpec spec) {
		return new ModelManifest(this.format, this.version, this.created, this.network, this.schema, this.scaler,
				this.actionMin, this.actionMax, this.observed, this.calibration, this.training, this.metrics,
				this.sha256, spec, this.lineage);
	}

	/** This label with the results of the judgement. */
	public ModelManifest judged(Calibration calibrated, Map<String, Object> results) {
		return new ModelManifest(this.format, this.version, this.created, this.network, this.schema, this.scaler,
				this.actionMin, this.actionMax, this.observed, calibrated, this.training, results, this.sha256,
				this.proposals, this.lineage);
	}

	/**
	 * The label of a model that was trained further from the one of this label: it has
	 * the same frames, scaler and action range. Calibration, metrics and files are those
	 * of the parent still.
	 * @param name of the new model
	 * @param time ISO-8601
	 */
	public ModelManifest descendant(String name, String time, TrainingProvenance run, ModelLineage from) {
		return new ModelManifest(this.format, name, time, this.network, this.schema, this.scaler, this.actionMin,
				this.actionMax, this.observed, this.calibration, run, this.metrics, this.sha256, null, from);
	}

	/**
	 * Identifies a package by what its files hold, whatever its version is called:
	 * SHA-256 over the names and hashes of its files, hexadecimal.
	 */
	public String digest() {
		StringBuilder files = new StringBuilder();
		new TreeMap<>(this.sha256).forEach((file, hash) -> files.append(file).append(' ').append(hash).append('\n'));
		return ModelPackage.sha256(files.toString().getBytes(StandardCharsets.UTF_8));
	}

}
