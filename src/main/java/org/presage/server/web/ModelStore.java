/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.ModelManifest;

/** The models that an operator can switch among. */
public interface ModelStore {

	/**
	 * A package.
	 *
	 * @param file its name; empty for a built-in model
	 * @param bytes of the file; 0 for a built-in model
	 * @param manifest null if the package cannot be read
	 * @param error why it cannot be read; empty if it can
	 * @param inForce whether it serves now
	 * @param before whether it served before the one that serves now
	 */
	record Stored(String file, long bytes, @Nullable ModelManifest manifest, String error, boolean inForce,
			boolean before) {
	}

	/** Those that can be served, and the one that is; by name. */
	List<Stored> models();

	/** Whether {@link #serve} can be answered; not with a built-in model. */
	boolean isSwitchable();

	/**
	 * Serves with another one from the next decision on.
	 * @return version of the model that serves now
	 * @throws org.presage.worldmodel.ModelException if it cannot be used; the old model
	 * goes on serving
	 */
	String serve(String file);

}
