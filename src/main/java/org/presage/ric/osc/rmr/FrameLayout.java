/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/**
 * Where what stands in a frame.
 *
 * <pre>
 * frame = transport header (50) | RMR header (280) | trace | d1 | d2 | payload
 *
 * offset  length  transport header
 *      0       4  length of the frame, these 50 octets included; in the sender's byte
 *                 order, which is little-endian on every machine that a RIC runs on
 *      4       4  the same, big-endian
 *      8       1  '$': the length at 4 is there (older senders have only the one at 0)
 *      9      41  zero
 *
 * offset  length  RMR header, version 3; integers are big-endian
 *      0       4  message type
 *      4       4  length of the payload
 *      8       4  version
 *     12      32  transaction (xid): octets, padded with zeros
 *     44      32  sender's own (sid), unused
 *     76      64  source: host:port that the sender listens on, ends with a zero
 *    140      32  meid: name of the E2 node, ends with a zero
 *    172       4  padding of the C structure
 *    176      16  time, unused
 *    192       4  flags, the exception: in the sender's byte order
 *    196       4  length of this header
 *    200       4  length of the trace
 *    204       4  length of d1
 *    208       4  length of d2
 *    212       4  subscription, -1 for none
 *    216      64  source by its address: ip:port, ends with a zero; since version 3
 * </pre>
 *
 * The payload begins at the sum of the four lengths. The first octet of d1 is the number
 * of a call: a sender that blocks in {@code rmr_call} waits for an answer that has the
 * same one, and the same 32 octets of transaction. The C library always has four octets
 * of d1 and overwrites the first one when an application sends a received message on, so
 * they are always sent: without them that octet would be the payload's. In version 2 the
 * header ends at 216; version 1 has another layout from the source on and is not read.
 * <p>
 * Source: {@code rmr_agnostic.h} (structure {@code uta_mhdr_t}), {@code rmr_si_private.h}
 * ({@code TP_HDR_LEN}, {@code TP_SZ_MARKER}), {@code sr_si_static.c}
 * ({@code insert_mlen}, {@code send_msg}), {@code rmr_si.c} ({@code d1_len},
 * {@code rmr_mt_call}).
 */
final class FrameLayout {

	/** Octets of the transport header. */
	static final int TRANSPORT = 50;

	/** In the transport header: length in the sender's byte order. */
	static final int LENGTH = 0;

	/** In the transport header: length in network order. */
	static final int NETWORK_LENGTH = 4;

	/** In the transport header: the mark. */
	static final int MARK = 8;

	/** Says that {@link #NETWORK_LENGTH} is there. */
	static final byte MARK_VALUE = '$';

	/** Octets of the header in version 3. */
	static final int HEADER = 280;

	/** Octets of the header in version 2. */
	static final int HEADER_2 = 216;

	/** What is written. */
	static final int VERSION_VALUE = 3;

	static final int TYPE = 0;

	static final int PAYLOAD_LENGTH = 4;

	static final int VERSION = 8;

	static final int TRANSACTION = 12;

	static final int TRANSACTION_LENGTH = 32;

	static final int SOURCE = 76;

	static final int SOURCE_LENGTH = 64;

	static final int MEID = 140;

	static final int MEID_LENGTH = 32;

	static final int HEADER_LENGTH = 196;

	static final int TRACE_LENGTH = 200;

	static final int D1_LENGTH = 204;

	static final int D2_LENGTH = 208;

	static final int SUBSCRIPTION = 212;

	static final int SOURCE_ADDRESS = 216;

	/** Octets of d1 that are written. */
	static final int D1 = 4;

	/**
	 * Most octets between the transport header and the payload that are accepted: room
	 * for later versions and for traces.
	 */
	static final int MOST_HEADERS = 2048;

	private FrameLayout() {
	}

	/** Most octets of a frame. */
	static int most(int maxPayload) {
		return TRANSPORT + MOST_HEADERS + maxPayload;
	}

}
