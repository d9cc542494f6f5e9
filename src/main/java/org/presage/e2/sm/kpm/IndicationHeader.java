/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;

/**
 * E2SM-KPM-IndicationHeader, format 1: when the measurements began, and by whom they are.
 *
 * @param collectStartTime of the first interval: four octets, seconds, in KPM 2.0; eight
 * octets, NTP, later
 * @param fileFormatversion null if not told
 * @param senderName null if not told
 * @param senderType null if not told
 * @param vendorName null if not told
 * @param node of KPM v2.00; null if not told
 */
public record IndicationHeader(Octets collectStartTime, @Nullable String fileFormatversion, @Nullable String senderName,
		@Nullable String senderType, @Nullable String vendorName, @Nullable KpmNode node) {

	/** E2SM-KPM-IndicationHeader in each grammar. */
	public static final PerGrammar<IndicationHeader> TYPES = new PerGrammar<>(HeaderType::new);

	/**
	 * E2SM-KPM-IndicationHeader of the standard, in whichever way a node wrote it; eight
	 * octets of time are written, or four if there are four.
	 */
	public static final PerType<IndicationHeader> TYPE = TYPES.in(Grammar.STANDARD);

	/** Seconds from 1900, where NTP begins, to 1970. */
	private static final long NTP_EPOCH = 2_208_988_800L;

	/** A header without names. */
	public IndicationHeader(Octets collectStartTime) {
		this(collectStartTime, null, null, null, null, null);
	}

	/**
	 * A header that tells nothing but when the measurements began.
	 * @param startMs ms since 1970, to be found again by {@link #startTimeMs}
	 * @param fourOctets full seconds since 1970, as in KPM 2.0, until 2038; NTP otherwise
	 */
	public static IndicationHeader startingAt(long startMs, boolean fourOctets) {
		long unix = Math.floorDiv(startMs, 1000L);
		ByteBuffer time = ByteBuffer.allocate(fourOctets ? Integer.BYTES : Long.BYTES);
		if (fourOctets) {
			time.putInt((int) unix);
		}
		else {
			long fraction = Math.ceilDiv(Math.floorMod(startMs, 1000L) << 32, 1000L);
			time.putLong(unix + NTP_EPOCH << 32 | fraction);
		}
		return new IndicationHeader(Octets.of(time.array()));
	}

	/**
	 * The time in ms since 1970. Eight octets are an NTP time stamp: 32 bits of seconds
	 * since 1900 (or, with the highest bit clear, since 2036: RFC 4330 clause 3) and 32
	 * of a fraction. Four octets are seconds since 1900 if the highest bit is set, since
	 * 1970 otherwise.
	 */
	public long startTimeMs() {
		long number = this.collectStartTime.number();
		boolean ntp = this.collectStartTime.size() == Long.BYTES;
		long seconds = ntp ? number >>> 32 : number;
		long fraction = ntp ? number & 0xFFFF_FFFFL : 0;
		boolean upper = (seconds & 0x8000_0000L) != 0;
		long unix = upper ? seconds - NTP_EPOCH : ntp ? seconds + (1L << 32) - NTP_EPOCH : seconds;
		return unix * 1000 + (fraction * 1000 >>> 32);
	}

}
