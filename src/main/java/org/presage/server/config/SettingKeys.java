package org.presage.server.config;

import java.util.Locale;
import java.util.function.Supplier;

import org.presage.base.InvalidInputException;

/** Keys of settings from the names that types of the domain have for them. */
public final class SettingKeys {

	private SettingKeys() {
	}

	/**
	 * The key of a setting.
	 * @param prefix as {@code presage.loop.}
	 * @param name as {@code maxCells}
	 * @return as {@code presage.loop.max-cells}
	 */
	public static String key(String prefix, String name) {
		return prefix + name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
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
			throw new InvalidInputException(key(prefix, ex.field()), ex.expected(), ex.found(), ex);
		}
	}

}
