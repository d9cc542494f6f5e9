/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Ie;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/** The information elements with their numbers in E2AP-Constants. */
final class Ies {

	private static final PerType<Integer> ADMITTED_ITEM = sequence("RICaction-Admitted-Item", (s) -> {
		var action = s.required("ricActionID", RicAction.ID, (Integer itself) -> itself);
		return (v) -> v.get(action);
	});

	private static final PerType<List<Integer>> ADMITTED_LIST = new Ie<>(14, "RICaction-Admitted-Item",
			Criticality.IGNORE, ADMITTED_ITEM)
		.list(1, 16);

	static final Ie<Cause> CAUSE = new Ie<>(1, "Cause", Criticality.IGNORE, Cause.TYPE);

	static final Ie<CriticalityDiagnostics> DIAGNOSTICS = new Ie<>(2, "CriticalityDiagnostics", Criticality.IGNORE,
			CriticalityDiagnostics.TYPE);

	static final Ie<Integer> FUNCTION = known(5, "RANfunctionID", Per.number(4095));

	static final Ie<Integer> ACTION = known(15, "RICactionID", RicAction.ID);

	static final Ie<List<Integer>> ADMITTED = known(17, "RICactions-Admitted", ADMITTED_LIST);

	static final Ie<List<NotAdmitted>> NOT_ADMITTED = known(18, "RICactions-NotAdmitted", NotAdmitted.LIST);

	/** As version 1 writes it. */
	static final Ie<List<NotAdmitted>> NOT_ADMITTED_V1 = known(18, "RICactions-NotAdmitted", NotAdmitted.LIST_V1);

	static final Ie<Octets> CALL_PROCESS = octets(20, "RICcallProcessID");

	static final Ie<ControlAck> ACK_REQUEST = known(21, "RICcontrolAckRequest", Per.enumerated(ControlAck.class));

	static final Ie<Octets> CONTROL_HEADER = octets(22, "RICcontrolHeader");

	static final Ie<Octets> CONTROL_MESSAGE = octets(23, "RICcontrolMessage");

	/** Version 1 only. */
	static final Ie<RicControlStatus> STATUS = known(24, "RICcontrolStatus", Per.enumerated(RicControlStatus.class));

	static final Ie<Octets> HEADER = octets(25, "RICindicationHeader");

	static final Ie<Octets> MESSAGE = octets(26, "RICindicationMessage");

	static final Ie<Integer> SEQUENCE = known(27, "RICindicationSN", Per.number(65_535));

	static final Ie<IndicationType> INDICATION_TYPE = known(28, "RICindicationType",
			Per.enumerated(IndicationType.class));

	static final Ie<RicRequestId> REQUEST = known(29, "RICrequestID", RicRequestId.TYPE);

	static final Ie<RicSubscriptionRequest.Details> DETAILS = known(30, "RICsubscriptionDetails",
			RicSubscriptionRequest.Details.TYPE);

	static final Ie<Octets> OUTCOME = octets(32, "RICcontrolOutcome");

	static final Ie<Long> TRANSACTION = known(49, "TransactionID", Per.extensible(0, 255));

	static final Ie<Octets> START = known(62, "RICsubscriptionStartTime", Per.octets(Long.BYTES));

	static final Ie<Octets> END = known(63, "RICsubscriptionEndTime", Per.octets(Long.BYTES));

	private Ies() {
	}

	private static <F> Ie<F> known(int id, String name, PerType<F> type) {
		return new Ie<>(id, name, Criticality.REJECT, type);
	}

	private static Ie<Octets> octets(int id, String name) {
		return known(id, name, Per.OCTETS);
	}

}
