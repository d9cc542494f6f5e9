/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rsm;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * E2SM-RSM-ControlHeader: what the message does. A node refuses a message that does
 * something else.
 *
 * @param command the same as the message's alternative
 */
public record RsmHeader(Command command) {

	/** E2SM-RSM-ControlHeader. */
	public static final PerType<RsmHeader> TYPE = sequence("E2SM-RSM-ControlHeader", (s) -> {
		var command = s.required("rsm-command", Per.enumerated(Command.class), RsmHeader::command);
		return (v) -> new RsmHeader(v.get(command));
	});

	/** E2SM-RSM-Command. */
	public enum Command {

		/** A new slice. */
		SLICE_CREATE,
		/** Another configuration of a slice. */
		SLICE_UPDATE,
		/** No slice any more. */
		SLICE_DELETE,
		/** A device's slice. */
		UE_ASSOCIATE,
		/** Events to report. */
		EVENT_TRIGGERS

	}

}
