/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.HexFormat;

/** Messages put together by hand, octet by octet. */
final class Pdus {

	static final String REQUEST = ie(29, 0, "0003fd0005");

	static final String FUNCTION = ie(5, 0, "0002");

	/** RICrequestID, RANfunctionID, as most messages begin. */
	static final String HEAD = REQUEST + FUNCTION;

	static final RicRequestId ID = new RicRequestId(1021, 5);

	private Pdus() {
	}

	/** An information element of at most 127 octets. */
	static String ie(int id, int criticality, String hex) {
		return String.format("%04x%02x%02x%s", id, criticality << 6, hex.length() / 2, hex);
	}

	/**
	 * A message of at most 127 octets.
	 * @param part 0 initiating, 1 successful, 2 unsuccessful
	 */
	static byte[] pdu(int part, int procedure, int count, String ies) {
		String content = String.format("00%04x%s", count, ies);
		return HexFormat.of()
			.parseHex(String.format("%02x%02x00%02x%s", part << 5, procedure, content.length() / 2, content));
	}

	/** An indication of a report, with more elements in front. */
	static byte[] indication(int more, String ies) {
		return pdu(0, 5, 6 + more,
				ies + HEAD + ie(15, 0, "07") + ie(28, 0, "00") + ie(25, 0, "0161") + ie(26, 0, "0162"));
	}

}
