/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICsubscriptionResponse: what a node will tell.
 *
 * @param request of the subscription
 * @param function RANfunctionID, 0 to 4095
 * @param admitted actions that it set up, 1 to 16
 * @param notAdmitted actions that it did not, at most 16; empty if not told
 */
public record RicSubscriptionResponse(RicRequestId request, int function, List<Integer> admitted,
		List<NotAdmitted> notAdmitted) implements E2apMessage {

	static final PerType<RicSubscriptionResponse> TYPE = elements("RICsubscriptionResponse", (s) -> {
		var request = s.required(Ies.REQUEST, RicSubscriptionResponse::request);
		var function = s.required(Ies.FUNCTION, RicSubscriptionResponse::function);
		var admitted = s.required(Ies.ADMITTED, RicSubscriptionResponse::admitted);
		var notAdmitted = s.optional(Ies.NOT_ADMITTED,
				(message) -> message.notAdmitted.isEmpty() ? null : message.notAdmitted);
		return (v) -> new RicSubscriptionResponse(v.get(request), v.get(function), v.get(admitted),
				v.orElse(notAdmitted, List.of()));
	});

	public RicSubscriptionResponse {
		admitted = List.copyOf(admitted);
		notAdmitted = List.copyOf(notAdmitted);
	}

}
