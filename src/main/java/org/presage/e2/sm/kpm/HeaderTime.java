/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;

/**
 * What the octets of a header's time are. The standard says NTP; many nodes write
 * something else into the same field, and the octets do not tell what.
 */
public enum HeaderTime {

	/**
	 * Eight octets of NTP; four are seconds since 1900 if the highest bit is set, since
	 * 1970 otherwise.
	 */
	NTP,
	/** Seconds since 1970: ran-simulator, KPM v2.00. */
	UNIX_S,
	/** Seconds since 1970, the lowest octet first: FlexRIC's KPM v2.01. */
	UNIX_S_REVERSED,
	/** Eight octets of milliseconds since 1970. */
	UNIX_MS,
	/** Eight octets of microseconds since 1970. */
	UNIX_US,
	/**
	 * Eight octets of microseconds since 1970, the lower four octets first: FlexRIC and
	 * OAI. Four octets are {@link #UNIX_S_REVERSED}, as in FlexRIC's KPM v2.01.
	 */
	UNIX_US_SWAPPED,
	/** Microseconds since the node started: no time of day. */
	MONOTONIC,
	/** Nothing that can be used: the time of receipt counts. */
	RECEIPT;

	/** What {@link #ms} returns if the octets are no time of day. */
	public static final long NOT_TOLD = Long.MIN_VALUE;

	private static final int LONGEST = Long.BYTES;

	private static final long MICROS = 1000;

	/** As dialects have it, for example {@code unix-us-swapped}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The one of that name.
	 * @throws InvalidInputException listing the names if there is none
	 */
	public static HeaderTime of(String name) {
		for (HeaderTime time : values()) {
			if (time.toString().equals(name)) {
				return time;
			}
		}
		throw new InvalidInputException("time", "one of " + Arrays.toString(values()), '"' + name + '"');
	}

	/** The time in ms since 1970; {@link #NOT_TOLD} if the octets are no time of day. */
	public long ms(Octets octets) {
		boolean eight = octets.size() == LONGEST;
		long number = octets.number();
		return switch (this) {
			case NTP -> new IndicationHeader(octets).startTimeMs();
			case UNIX_S -> seconds(number);
			case UNIX_S_REVERSED -> seconds(reversed(octets));
			case UNIX_MS -> eight ? number : NOT_TOLD;
			case UNIX_US -> eight ? Math.floorDiv(number, MICROS) : NOT_TOLD;
			case UNIX_US_SWAPPED ->
				eight ? Math.floorDiv(Long.rotateLeft(number, Integer.SIZE), MICROS) : seconds(reversed(octets));
			case MONOTONIC, RECEIPT -> NOT_TOLD;
		};
	}

	/** Beyond that many seconds there is no time in ms. */
	private static long seconds(long number) {
		return (number >= 0 && number < Long.MAX_VALUE / 1000) ? number * 1000 : NOT_TOLD;
	}

	private static long reversed(Octets octets) {
		return Long.reverseBytes(octets.number()) >>> (LONGEST - octets.size()) * Byte.SIZE;
	}

	/** Whether it counts whole seconds, so that many indications share it. */
	public boolean wholeSeconds(Octets octets) {
		return switch (this) {
			case UNIX_S, UNIX_S_REVERSED -> true;
			case UNIX_MS, UNIX_US, MONOTONIC, RECEIPT -> false;
			case NTP, UNIX_US_SWAPPED -> octets.size() < LONGEST;
		};
	}

	/**
	 * The octets for a time, to be read again by {@link #ms}.
	 * @param startMs ms since 1970
	 * @param size 4 or 8; 0 for what such nodes use
	 */
	public Octets octets(long startMs, int size) {
		boolean four = size == Integer.BYTES || size == 0 && (this == UNIX_S || this == UNIX_S_REVERSED);
		int seconds = (int) Math.floorDiv(startMs, 1000L);
		if (this == NTP) {
			return IndicationHeader.startingAt(startMs, four).collectStartTime();
		}
		if (four) {
			boolean reversed = this == UNIX_S_REVERSED || this == UNIX_US_SWAPPED;
			int number = reversed ? Integer.reverseBytes(seconds) : (this == RECEIPT) ? 0 : seconds;
			return Octets.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
		}
		long number = switch (this) {
			case UNIX_MS -> startMs;
			case UNIX_US -> startMs * MICROS;
			case UNIX_US_SWAPPED -> Long.rotateLeft(startMs * MICROS, Integer.SIZE);
			// As of a node that started an hour and a bit before every full 2²² s.
			case MONOTONIC -> Math.floorMod(startMs, 1L << 22) * MICROS;
			case UNIX_S_REVERSED -> Long.reverseBytes(Math.floorDiv(startMs, 1000L));
			case UNIX_S -> Math.floorDiv(startMs, 1000L);
			case NTP, RECEIPT -> 0;
		};
		return Octets.of(ByteBuffer.allocate(LONGEST).putLong(number).array());
	}

}
