/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * RICsubsequentAction.
 *
 * @param type whether the node goes on or waits
 * @param timeToWait how long
 */
public record SubsequentAction(Type type, TimeToWait timeToWait) {

	static final PerType<SubsequentAction> TYPE = sequence("RICsubsequentAction", (s) -> {
		var type = s.required("ricSubsequentActionType", Per.enumerated(Type.class), SubsequentAction::type);
		var time = s.required("ricTimeToWait", Per.enumerated(TimeToWait.class), SubsequentAction::timeToWait);
		return (v) -> new SubsequentAction(v.get(type), v.get(time));
	});

	/** RICsubsequentActionType. */
	public enum Type {

		/** The node goes on. */
		CONTINUE,
		/** The node waits. */
		WAIT

	}

	/** RICtimeToWait of versions from 2 on. */
	public enum TimeToWait {

		MS_1, MS_2, MS_5, MS_10, MS_20, MS_30, MS_40, MS_50, MS_100, MS_200, MS_500, S_1, S_2, S_5, S_10, S_20, S_60

	}

}
