/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Trains challengers, beside the server. */
interface Learner {

	/**
	 * Begins to train.
	 * @param store copy of the transitions
	 * @param champion package whose weights it starts from
	 * @param out package that is written at the end
	 * @param reason why it is trained
	 * @throws org.presage.base.InvalidInputException if it cannot be started
	 */
	Run start(Path store, Path champion, Path out, Triggers.Reason reason);

	/** One training. */
	interface Run {

		boolean isRunning();

		/** Why it failed; null if it has not, or still runs. */
		@Nullable String failure();

		/** Ends it, whatever it does. */
		void stop();

	}

}
