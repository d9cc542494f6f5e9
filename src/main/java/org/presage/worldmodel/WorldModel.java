/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * A learned model of how a cell's KPIs follow its allocations, ready to run. Thread-safe.
 */
public interface WorldModel extends AutoCloseable {

	/** {@link #device} of a model that runs on the processor. */
	String CPU = "cpu";

	/** What the model was trained on and for. */
	ModelManifest manifest();

	/** What it runs on: {@code cpu} or {@code cuda}. */
	default String device() {
		return CPU;
	}

	/** A linear forecast fitted to the same data; null if the package carries none. */
	default @Nullable LinearForecast varx() {
		return null;
	}

	/** Length of a context, K. */
	int contextSize();

	/**
	 * The same model with graphs of its own, for one thread, so that threads do not share
	 * its memory; to be closed by the caller.
	 */
	WorldModel replica();

	/**
	 * Direct memory of an imaginer, in bytes: windows with their mask, contexts in and
	 * out, plans, and for each of their steps three numbers a target and two more; where
	 * plans are proposed, contexts, objectives and proposals; where messages are read,
	 * contexts in and out and what is received.
	 * @param cells most cells of one call
	 * @param plans most plans of one cell in one call
	 */
	default long imaginerBytes(int cells, int plans) {
		NetworkSpec spec = manifest().network();
		long cell = 2L * spec.window() * spec.features() + 2L * contextSize();
		if (spec.sendsMessages()) {
			cell += 2L * contextSize() + (long) MessageRow.ROWS * MessageRow.size(spec.horizon());
		}
		ProposalSpec proposals = manifest().proposals();
		if (proposals != null) {
			cell += contextSize() + proposals.objective() + (long) proposals.plans() * spec.horizon();
		}
		long plan = spec.horizon() * (3L + 3L * spec.targets());
		return Float.BYTES * cells * (cell + plans * plan);
	}

	/**
	 * Makes an imaginer for one thread; it must be closed before the model.
	 * @param cells most cells of one call
	 * @param plans most plans of one cell in one call
	 */
	Imaginer imaginer(int cells, int plans);

	@Override
	void close();

}
