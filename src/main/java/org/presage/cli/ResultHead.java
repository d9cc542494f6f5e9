/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.worldmodel.ModelManifest;

/**
 * The head of every JSON result: what ran, where and with which model.
 *
 * @param version of this program
 * @param commit it was built from
 * @param machine it runs on
 * @param seed of everything random
 * @param model that was measured; null if there is none
 */
@JsonResult
record ResultHead(String version, String commit, Machine machine, long seed, @Nullable Model model) {

	/**
	 * A machine.
	 *
	 * @param cpu name of the processor
	 * @param cores of it that are available
	 * @param memory in bytes
	 */
	@JsonResult
	record Machine(String cpu, int cores, long memory) {
	}

	/** A model package. */
	@JsonResult
	record Model(String version, String architecture) {
	}

	/** The head of a result about a model; null for none. */
	static ResultHead of(long seed, @Nullable ModelManifest model) {
		return new ResultHead(BuildInfo.version(), BuildInfo.commit(), BuildInfo.machine(), seed,
				(model != null) ? new Model(model.version(), model.network().architecture()) : null);
	}

}
