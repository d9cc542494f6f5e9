/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.presage.learning.ShadowTrial;

/** What learning does, and the orders that it takes of an operator. Thread-safe. */
public interface LearnDesk {

	/**
	 * What goes on.
	 *
	 * @param version of the model that serves; empty for none
	 * @param phase its name in lower case
	 * @param challenger on trial, or trained; empty for none
	 * @param missing what is missing for the next step of a trial
	 * @param share of the cells that the challenger plans
	 * @param shadow forecasts; null outside of that phase
	 * @param models all challengers, the newest first
	 */
	record Now(String version, String phase, String challenger, String missing, double share,
			ShadowTrial.@Nullable Report shadow, List<Tried> models) {
	}

	/**
	 * A challenger.
	 *
	 * @param verdict in lower case; null while it is on trial
	 */
	record Tried(String file, String version, String parent, String mode, String trigger, String created,
			@Nullable String verdict, String reason) {
	}

	/** What goes on now. */
	CompletableFuture<Now> now();

	/**
	 * Asks for a training.
	 * @throws org.presage.base.InvalidInputException if the reason cannot be kept
	 */
	void train(String reason);

	/**
	 * Serves all cells with a challenger at once.
	 * @return version that serves then; fails with a
	 * {@link org.presage.worldmodel.ModelException} if it cannot
	 */
	CompletableFuture<String> promote(String file);

	/**
	 * Takes the cells back.
	 * @return version that serves then; fails with a
	 * {@link org.presage.worldmodel.ModelException} if there is nothing to take back
	 * @throws org.presage.base.InvalidInputException if the reason cannot be kept
	 */
	CompletableFuture<String> rollBack(String reason);

}
