/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICsubscriptionDeleteResponse: a node tells no more.
 *
 * @param request of the subscription
 * @param function RANfunctionID, 0 to 4095
 */
public record RicSubscriptionDeleteResponse(RicRequestId request, int function) implements E2apMessage {

	static final PerType<RicSubscriptionDeleteResponse> TYPE = elements("RICsubscriptionDeleteResponse", (s) -> {
		var request = s.required(Ies.REQUEST, RicSubscriptionDeleteResponse::request);
		var function = s.required(Ies.FUNCTION, RicSubscriptionDeleteResponse::function);
		return (v) -> new RicSubscriptionDeleteResponse(v.get(request), v.get(function));
	});

}
