/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.function.BooleanSupplier;

/** Changes the model that serves. */
@FunctionalInterface
public interface ModelSwitch {

	/**
	 * Loads a package and serves with it from the next decision on.
	 * @param file name of a file beside the configured model
	 * @param wanted whether the caller still waits; if not, nothing changes
	 * @return version of the model that serves now
	 * @throws org.presage.worldmodel.ModelException if it cannot be used; the old model
	 * goes on serving
	 */
	String serve(String file, BooleanSupplier wanted);

}
