/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Ie;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * RICaction-NotAdmitted-Item: an action that a node does not set up.
 *
 * @param action RICactionID, 0 to 255
 * @param cause why
 */
public record NotAdmitted(int action, Cause cause) {

	/** RICaction-NotAdmitted-List. */
	static final PerType<List<NotAdmitted>> LIST = list(Cause.TYPE);

	/** The same in version 1. */
	static final PerType<List<NotAdmitted>> LIST_V1 = list(Cause.TYPE_V1);

	private static PerType<List<NotAdmitted>> list(PerType<Cause> causes) {
		PerType<NotAdmitted> item = sequence("RICaction-NotAdmitted-Item", (s) -> {
			var action = s.required("ricActionID", RicAction.ID, NotAdmitted::action);
			var cause = s.required("cause", causes, NotAdmitted::cause);
			return (v) -> new NotAdmitted(v.get(action), v.get(cause));
		});
		return new Ie<>(16, "RICaction-NotAdmitted-Item", Criticality.IGNORE, item).list(0, 16);
	}

}
