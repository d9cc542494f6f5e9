/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.ProtocolMessageEnum;

/**
 * Enum values of the API and of the domain. A value of the API has its enum's name as a
 * prefix, as protobuf's style asks for; the domain, and all JSON, have it without:
 * {@code DECISION_OUTCOME_PLANNED} is {@code PLANNED}.
 */
public final class WireEnums {

	private static final String ZERO = "UNSPECIFIED";

	private WireEnums() {
	}

	/**
	 * The name without prefix; {@code UNRECOGNIZED} for a value that this version of the
	 * API does not have.
	 */
	public static <W extends Enum<W> & ProtocolMessageEnum> String name(W value) {
		EnumDescriptor type = value.getDescriptorForType();
		int prefix = type.findValueByNumber(0).getName().length() - ZERO.length();
		return value.name().equals("UNRECOGNIZED") ? value.name() : value.name().substring(prefix);
	}

	/**
	 * The API's value of each value of the domain.
	 * @throws IllegalArgumentException if one of the two has a value that the other lacks
	 */
	static <D extends Enum<D>, W extends Enum<W> & ProtocolMessageEnum> Map<D, W> byDomain(Class<D> domain,
			Class<W> wire) {
		Map<D, W> values = new EnumMap<>(domain);
		for (W value : wire.getEnumConstants()) {
			String name = name(value);
			if (!name.equals(ZERO) && !name.equals("UNRECOGNIZED")) {
				values.put(Enum.valueOf(domain, name), value);
			}
		}
		if (values.size() != domain.getEnumConstants().length) {
			throw new IllegalArgumentException(
					wire + " has " + values.keySet() + " of " + Arrays.toString(domain.getEnumConstants()));
		}
		return values;
	}

}
