/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.e2.sm.kpm.TestCondition.Bytes;
import org.presage.e2.sm.kpm.TestCondition.Property;
import org.presage.e2.sm.kpm.TestCondition.Relation;
import org.presage.e2.sm.kpm.TestCondition.Whole;

/**
 * The devices that a report of style 4 is asked for. A node that knows one condition only
 * may end its process on another.
 */
enum DeviceFilter {

	/** Every device: {@link TestCondition#ANY}. */
	ANY,

	/** The devices of the slice that the cell is controlled as. */
	SLICE;

	/** Octets of an SD that stands for none. */
	private static final Octets NO_SD = Octets.hex("ffffff");

	/** As dialects have it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The filter of that name.
	 * @param name null for {@link #ANY}
	 * @throws InvalidInputException listing the names if there is none
	 */
	static DeviceFilter of(@Nullable String name) {
		for (DeviceFilter filter : values()) {
			if (name == null || filter.toString().equals(name)) {
				return filter;
			}
		}
		throw new InvalidInputException("devices", "one of " + Arrays.toString(values()), name);
	}

	/**
	 * The condition that selects the devices. Nodes of the legacy grammar compare the SST
	 * with a number, all others with octets: SST, and SD if the slice has one.
	 */
	TestCondition condition(Snssai slice, Family family) {
		if (this == ANY) {
			return TestCondition.ANY;
		}
		return new TestCondition(Property.SNSSAI, Relation.EQUAL,
				(family == Family.FLEXRIC_LEGACY) ? new Whole(slice.sst()) : new Bytes(octets(slice)));
	}

	private static Octets octets(Snssai slice) {
		Octets sd = slice.sd();
		byte[] octets = new byte[(sd == null || sd.equals(NO_SD)) ? 1 : 4];
		octets[0] = (byte) slice.sst();
		if (sd != null && octets.length > 1) {
			System.arraycopy(sd.toBytes(), 0, octets, 1, 3);
		}
		return Octets.of(octets);
	}

}
