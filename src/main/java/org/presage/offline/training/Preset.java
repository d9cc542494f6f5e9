/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import org.presage.worldmodel.net.NetworkSize;

/** Sizes and recipe that go together. */
public enum Preset {

	/** Seconds: for tests and first tries. */
	TINY(NetworkSize.TINY, 3) {

		@Override
		public TrainingSettings settings(int epochs, long seed) {
			return TrainingSettings.defaults(epochs, seed);
		}

	},
	/** Minutes: what the xApp serves with. */
	DEFAULT(NetworkSize.DEFAULT, 20) {

		@Override
		public TrainingSettings settings(int epochs, long seed) {
			return TrainingSettings.defaults(epochs, seed);
		}

	},
	/** Sizes and recipe of arXiv 2511.02748: hours on a CPU. */
	PAPER(NetworkSize.PAPER, 100) {

		@Override
		public TrainingSettings settings(int epochs, long seed) {
			return TrainingSettings.published(epochs, seed);
		}

	};

	private final NetworkSize size;

	private final int epochs;

	Preset(NetworkSize size, int epochs) {
		this.size = size;
		this.epochs = epochs;
	}

	/** Sizes of the network. */
	public NetworkSize size() {
		return this.size;
	}

	/** Passes over the data when nothing else is said. */
	public int epochs() {
		return this.epochs;
	}

	/** How it is trained. */
	public abstract TrainingSettings settings(int epochs, long seed);

}
