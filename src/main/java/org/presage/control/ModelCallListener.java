/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/** Is notified of the calls of a model; does not block. */
interface ModelCallListener {

	/** Ignores them. */
	ModelCallListener NONE = new ModelCallListener() {

		@Override
		public void encoding() {
		}

		@Override
		public void encoded() {
		}

		@Override
		public void proposing() {
		}

		@Override
		public void proposed() {
		}

		@Override
		public void predicting() {
		}

		@Override
		public void predicted(int steps) {
		}

	};

	/** A call that encodes windows begins. */
	void encoding();

	/** It has ended. */
	void encoded();

	/** A call that proposes plans begins. */
	void proposing();

	/** It has ended. */
	void proposed();

	/** A call that predicts plans begins. */
	void predicting();

	/**
	 * It has ended.
	 * @param steps predicted: plans times horizon
	 */
	void predicted(int steps);

}
