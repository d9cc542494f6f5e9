/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICcontrolAcknowledge: a node's answer to an order.
 *
 * @param request of the order
 * @param function RANfunctionID, 0 to 4095
 * @param callProcess as in the order; null if not told
 * @param status of version 1, in which this message may say that the order failed; null
 * in later ones
 * @param outcome in the service model's encoding; null if not told
 */
public record RicControlAcknowledge(RicRequestId request, int function, @Nullable Octets callProcess,
		@Nullable RicControlStatus status, @Nullable Octets outcome) implements E2apMessage {

	static final PerType<RicControlAcknowledge> TYPE = elements("RICcontrolAcknowledge", (s) -> {
		var request = s.required(Ies.REQUEST, RicControlAcknowledge::request);
		var function = s.required(Ies.FUNCTION, RicControlAcknowledge::function);
		var callProcess = s.optional(Ies.CALL_PROCESS, RicControlAcknowledge::callProcess);
		var status = s.optional(Ies.STATUS, RicControlAcknowledge::status);
		var outcome = s.optional(Ies.OUTCOME, RicControlAcknowledge::outcome);
		return (v) -> new RicControlAcknowledge(v.get(request), v.get(function), v.orNull(callProcess),
				v.orNull(status), v.orNull(outcome));
	});

	/** As versions from 2 on have it. */
	public RicControlAcknowledge(RicRequestId request, int function, @Nullable Octets callProcess,
			@Nullable Octets outcome) {
		this(request, function, callProcess, null, outcome);
	}

	/** Whether the order was carried out. */
	public boolean accepted() {
		return this.status == null || this.status == RicControlStatus.SUCCESS;
	}

}
