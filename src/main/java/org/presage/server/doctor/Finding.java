/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

import org.presage.base.JsonResult;

/**
 * What one look has shown.
 *
 * @param check what was checked
 * @param level how good it is
 * @param found what was found
 * @param remedy how to fix it; empty if nothing is to be done
 */
@JsonResult
public record Finding(String check, Level level, String found, String remedy) {

	/** How good it is. */
	public enum Level {

		/** As it should be. */
		OK,
		/** The server runs, perhaps not as it is meant to. */
		WARN,
		/** The server does not run so, or not do what it is configured for. */
		FAIL;

		/** For people and machines. */
		@JsonValue
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
