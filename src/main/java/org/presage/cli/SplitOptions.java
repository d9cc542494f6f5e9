/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import org.presage.base.InvalidInputException;
import org.presage.offline.data.SplitRule;

/** Which rows of the traces train, validate and test. */
final class SplitOptions {

	@Option(names = "--split-by", paramLabel = "BY",
			description = "Divide the traces by this: time (judged on what comes later in the same series), series "
					+ "or group (judged on whole series or groups that were never seen; groups as the schema names them), "
					+ "or none (85 %% of the rows train, the rest validates: for models that are judged on other files).")
	private SplitRule.@Nullable By by;

	@Option(names = "--folds", paramLabel = "N",
			description = "Divide whole series or groups into this many folds (default: " + SplitRule.FOLDS + ").")
	private @Nullable Integer folds;

	@Option(names = "--fold", paramLabel = "K", description = "Test on this fold, from 1 on; the next one validates.")
	private @Nullable Integer fold;

	/**
	 * The rule that was asked for; null if none was.
	 * @throws InvalidInputException if a fold is asked for and nothing is divided in
	 * folds
	 */
	@Nullable SplitRule rule() {
		if (this.by == null || !this.by.divides()) {
			if (this.folds != null || this.fold != null) {
				throw new InvalidInputException((this.folds != null) ? "--folds" : "--fold",
						"--split-by series or group beside it",
						(this.by != null) ? "--split-by " + this.by.name().toLowerCase(Locale.ROOT) : "none");
			}
			return (this.by == null) ? null : (this.by == SplitRule.By.NONE) ? SplitRule.NONE : SplitRule.TIME;
		}
		return new SplitRule(this.by, (this.fold != null) ? this.fold : 1,
				(this.folds != null) ? this.folds : SplitRule.FOLDS);
	}

}
