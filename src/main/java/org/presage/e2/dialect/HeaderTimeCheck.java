/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;
import java.util.stream.Stream;

import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.kpi.KpiFrame;

/**
 * Decides whether the time of an indication's header is used, or the time of its receipt.
 * The same rule holds for indications of E2 nodes and of the gRPC API.
 */
public final class HeaderTimeCheck {

	private static final long ABSURD_MS = KpiFrame.ABSURD_MS;

	private HeaderTimeCheck() {
	}

	/** Which time counts. */
	public enum Result {

		/** That of the header. */
		HEADER,
		/** That of receipt, because the node's time is no time of day. */
		RECEIPT,
		/**
		 * That of receipt, because the header's cannot be: to be counted and logged.
		 */
		ABSURD

	}

	/**
	 * Checks the time of an indication.
	 * @param nowMs time of receipt in ms since 1970
	 */
	public static Result check(IndicationReader.Indication read, long nowMs) {
		long start = read.startMs();
		if (start == HeaderTime.NOT_TOLD) {
			return (read.time() == HeaderTime.RECEIPT || read.time() == HeaderTime.MONOTONIC) ? Result.RECEIPT
					: Result.ABSURD;
		}
		return KpiFrame.isAbsurd(start, nowMs) ? Result.ABSURD : Result.HEADER;
	}

	/**
	 * What is wrong with an absurd time, and how to fix it, for a log.
	 * @param dialect that the indication was read with
	 */
	public static String text(IndicationReader.Indication read, long nowMs, String dialect) {
		Octets octets = read.header().collectStartTime();
		List<HeaderTime> kinds = Stream.of(HeaderTime.values())
			.filter((kind) -> Math.abs(kind.ms(octets) / 2 - nowMs / 2) < ABSURD_MS / 2)
			.toList();
		return "the time of receipt is used, for the header's time " + octets + " cannot be " + read.time()
				+ " (time in dialect " + dialect + ")"
				+ (kinds.isEmpty() ? "" : "; as " + kinds + " it would be of today");
	}

}
