/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * S-NSSAI: a network slice.
 *
 * @param sst slice or service type, 0 to 255
 * @param sd slice differentiator, three octets; null without one
 */
public record Snssai(int sst, @Nullable Octets sd) {

	private static final Pattern TEXT = Pattern.compile("([0-9]{1,3})(?:-([0-9a-fA-F]{1,6}))?");

	/** S-NSSAI. */
	public static final PerType<Snssai> TYPE = sequence("S-NSSAI", (s) -> {
		var sst = s.required("sST", Per.octets(1), (slice) -> Octets.of((byte) slice.sst));
		var sd = s.optional("sD", Per.octets(3), Snssai::sd);
		return (v) -> new Snssai((int) v.get(sst).number(), v.orNull(sd));
	});

	/**
	 * The slice that {@code SST} or {@code SST-SD} names, SST decimal, SD hexadecimal.
	 * @param field that the text stands in
	 * @throws IllegalArgumentException if the text names none
	 */
	public static Snssai parse(String field, String text) {
		Matcher parts = TEXT.matcher(text);
		if (!parts.matches() || Integer.parseInt(parts.group(1)) > 255) {
			throw new InvalidInputException(field, "SST or SST-SD", "\"" + text + '"');
		}
		String sd = parts.group(2);
		return new Snssai(Integer.parseInt(parts.group(1)),
				(sd != null) ? Octets.hex("0".repeat(6 - sd.length()) + sd) : null);
	}

}
