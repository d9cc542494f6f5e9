/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.Locale;

import org.presage.api.v1.Slice;
import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Snssai;

/**
 * An S-NSSAI (TS 23.003 clause 28.4) as a message and as text, {@code SST} or
 * {@code SST-SD}.
 */
public final class SliceIds {

	private static final int MAX_SST = 255;

	private static final int MAX_SD = (1 << 24) - 1;

	private SliceIds() {
	}

	/**
	 * The slice that a text names.
	 * @param field that the text stands in
	 * @throws InvalidInputException if it names none
	 */
	public static Slice parse(String field, String text) {
		Snssai named;
		try {
			named = Snssai.parse(field, text);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidInputException(field, "SST or SST-SD", '"' + text + '"');
		}
		Slice.Builder slice = Slice.newBuilder().setSst(named.sst());
		Octets sd = named.sd();
		if (sd != null) {
			slice.setSd((int) sd.number());
		}
		return slice.build();
	}

	/**
	 * The text that names a slice.
	 * @throws InvalidInputException if SST or SD are out of range
	 */
	public static String text(Slice slice) {
		if (slice.getSst() < 0 || slice.getSst() > MAX_SST) {
			throw new InvalidInputException("slice.sst", "0 to " + MAX_SST, Integer.toUnsignedString(slice.getSst()));
		}
		if (!slice.hasSd()) {
			return Integer.toString(slice.getSst());
		}
		if (slice.getSd() < 0 || slice.getSd() > MAX_SD) {
			throw new InvalidInputException("slice.sd", "0 to " + MAX_SD, Integer.toUnsignedString(slice.getSd()));
		}
		return String.format(Locale.ROOT, "%d-%06x", slice.getSst(), slice.getSd());
	}

}
