/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICsubscriptionDeleteFailure: a node did not take a subscription away.
 *
 * @param request of the subscription
 * @param function RANfunctionID, 0 to 4095
 * @param cause why
 * @param diagnostics what was wrong with the message; null if not told
 */
public record RicSubscriptionDeleteFailure(RicRequestId request, int function, Cause cause,
		@Nullable CriticalityDiagnostics diagnostics) implements E2apMessage {

	static final PerType<RicSubscriptionDeleteFailure> TYPE = elements("RICsubscriptionDeleteFailure", (s) -> {
		var request = s.required(Ies.REQUEST, RicSubscriptionDeleteFailure::request);
		var function = s.required(Ies.FUNCTION, RicSubscriptionDeleteFailure::function);
		var cause = s.required(Ies.CAUSE, RicSubscriptionDeleteFailure::cause);
		var diagnostics = s.optional(Ies.DIAGNOSTICS, RicSubscriptionDeleteFailure::diagnostics);
		return (v) -> new RicSubscriptionDeleteFailure(v.get(request), v.get(function), v.get(cause),
				v.orNull(diagnostics));
	});

	/** Without diagnostics. */
	public RicSubscriptionDeleteFailure(RicRequestId request, int function, Cause cause) {
		this(request, function, cause, null);
	}

}
