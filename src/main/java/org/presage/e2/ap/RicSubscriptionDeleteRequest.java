/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICsubscriptionDeleteRequest: a node is to tell no more.
 *
 * @param request of the subscription
 * @param function RANfunctionID, 0 to 4095
 */
public record RicSubscriptionDeleteRequest(RicRequestId request, int function) implements E2apMessage {

	static final PerType<RicSubscriptionDeleteRequest> TYPE = elements("RICsubscriptionDeleteRequest", (s) -> {
		var request = s.required(Ies.REQUEST, RicSubscriptionDeleteRequest::request);
		var function = s.required(Ies.FUNCTION, RicSubscriptionDeleteRequest::function);
		return (v) -> new RicSubscriptionDeleteRequest(v.get(request), v.get(function));
	});

}
