/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiFrame;

/** Where answers go. Called from the loop's thread; must not block. */
public interface DecisionSink {

	void decided(Decision decision);

	/**
	 * The frame could not be taken; its field, what was expected and what was found are
	 * in the reason.
	 */
	void rejected(KpiFrame frame, InvalidInputException reason);

	/**
	 * The frame will not be answered, because its planning thread failed while it made
	 * the answer.
	 */
	default void lost(KpiFrame frame, Throwable defect) {
	}

}
