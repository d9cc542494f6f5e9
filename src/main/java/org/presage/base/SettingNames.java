/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

/**
 * Names of settings as their users write them. Types of the domain know a setting by its
 * Java name; where configuration is mapped to settings, the prefix of its keys is added,
 * so that messages name the key.
 *
 * @param prefix of the keys, as {@code presage.loop.}
 */
public record SettingNames(String prefix) {

	/** Names of settings that no configuration was mapped to. */
	public static final SettingNames PLAIN = new SettingNames("");

	/**
	 * The name of a setting.
	 * @param name in Java, as {@code maxCells}
	 * @return as {@code presage.loop.max-cells}
	 */
	public String of(String name) {
		StringBuilder key = new StringBuilder(this.prefix);
		for (int i = 0; i < name.length(); i++) {
			char letter = name.charAt(i);
			if (i > 0 && Character.isUpperCase(letter) && Character.isLowerCase(name.charAt(i - 1))) {
				key.append('-');
			}
			key.append(Character.toLowerCase(letter));
		}
		return key.toString();
	}

}
