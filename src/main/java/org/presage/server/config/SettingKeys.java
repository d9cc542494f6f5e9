/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.function.Supplier;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;

/** Keys of settings from the names that types of the domain have for them. */
public final class SettingKeys {

	/** Names of all settings, from {@code reward.weights} on. */
	public static final SettingNames NAMES = new SettingNames("presage.");

	private SettingKeys() {
	}

	/**
	 * What is made of settings.
	 * @param prefix of their keys
	 * @throws InvalidInputException naming the key instead of the field
	 */
	public static <T> T under(String prefix, Supplier<T> made) {
		try {
			return made.get();
		}
		catch (InvalidInputException ex) {
			throw new InvalidInputException(new SettingNames(prefix).of(ex.field()), ex.expected(), ex.found(), ex);
		}
	}

}
