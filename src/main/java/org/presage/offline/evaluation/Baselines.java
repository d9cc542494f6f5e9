/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.offline.data.Dataset;
import org.presage.worldmodel.net.Architectures;

/**
 * The baselines that every model is compared with, fitted to the training part of one
 * dataset. Fits and scores are computed when first requested and kept with the dataset.
 * Thread-safe.
 */
public final class Baselines {

	/** Name of the baseline that predicts no change. */
	public static final String PERSISTENCE = Architectures.PERSISTENCE;

	/** Name of the linear baseline that knows the action. */
	public static final String VARX = Architectures.VARX;

	/** All of them, in the order of tables. */
	public static final List<String> NAMES = List.of(PERSISTENCE, VARX);

	private final Dataset data;

	private final Map<String, Scores> scores = new HashMap<>();

	private @Nullable RidgeVarx varx;

	private Baselines(Dataset data) {
		this.data = data;
	}

	/** The baselines of a dataset, always the same ones. */
	public static Baselines of(Dataset data) {
		return data.derived(Baselines.class, Baselines::new);
	}

	/** Ridge VARX. */
	public synchronized RidgeVarx varx() {
		RidgeVarx fitted = (this.varx != null) ? this.varx : new RidgeVarx(this.data);
		this.varx = fitted;
		return fitted;
	}

	/** The fitted forecasters, in the order of {@link #NAMES}. */
	public List<Forecaster> all() {
		return List.of(new Persistence(this.data), varx());
	}

	/**
	 * Scores of a baseline on the test part, on the validation part if there is none.
	 * @param name one of {@link #NAMES}
	 */
	public synchronized Scores scores(String name) {
		Scores known = this.scores.get(name);
		if (known == null) {
			Forecaster baseline = all().stream()
				.filter((each) -> each.name().equals(name))
				.findFirst()
				.orElseThrow(() -> new InvalidInputException("baseline", "one of " + NAMES, name));
			known = Evaluation.score(this.data, this.data.judgedPart(), baseline,
					Evaluation.calibrate(this.data, baseline));
			this.scores.put(name, known);
		}
		return known;
	}

}
