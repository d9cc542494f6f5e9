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
 * RICcontrolFailure: a node does not carry an order out.
 *
 * @param request of the order
 * @param function RANfunctionID, 0 to 4095
 * @param callProcess as in the order; null if not told
 * @param cause why
 * @param outcome in the service model's encoding; null if not told
 * @param diagnostics what was wrong with the message; null if not told
 */
public record RicControlFailure(RicRequestId request, int function, @Nullable Octets callProcess, Cause cause,
		@Nullable Octets outcome, @Nullable CriticalityDiagnostics diagnostics) implements E2apMessage {

	static final PerType<RicControlFailure> TYPE = elements("RICcontrolFailure", (s) -> {
		var request = s.required(Ies.REQUEST, RicControlFailure::request);
		var function = s.required(Ies.FUNCTION, RicControlFailure::function);
		var callProcess = s.optional(Ies.CALL_PROCESS, RicControlFailure::callProcess);
		var cause = s.required(Ies.CAUSE, RicControlFailure::cause);
		var outcome = s.optional(Ies.OUTCOME, RicControlFailure::outcome);
		var diagnostics = s.optional(Ies.DIAGNOSTICS, RicControlFailure::diagnostics);
		return (v) -> new RicControlFailure(v.get(request), v.get(function), v.orNull(callProcess), v.get(cause),
				v.orNull(outcome), v.orNull(diagnostics));
	});

	/** Without diagnostics. */
	public RicControlFailure(RicRequestId request, int function, @Nullable Octets callProcess, Cause cause,
			@Nullable Octets outcome) {
		this(request, function, callProcess, cause, outcome, null);
	}

}
