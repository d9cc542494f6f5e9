/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * ErrorIndication: a message could not be understood, and has no answer in which to say
 * so.
 *
 * @param transaction of a procedure without a request id, 0 to 255; null if not told
 * @param request of the other procedures; null if not told
 * @param function RANfunctionID, 0 to 4095; null if not told
 * @param cause null if not told
 * @param diagnostics what was wrong with the message; null if not told
 */
public record ErrorIndication(@Nullable Long transaction, @Nullable RicRequestId request, @Nullable Integer function,
		@Nullable Cause cause, @Nullable CriticalityDiagnostics diagnostics) implements E2apMessage {

	static final PerType<ErrorIndication> TYPE = elements("ErrorIndication", (s) -> {
		var transaction = s.optional(Ies.TRANSACTION, ErrorIndication::transaction);
		var request = s.optional(Ies.REQUEST, ErrorIndication::request);
		var function = s.optional(Ies.FUNCTION, ErrorIndication::function);
		var cause = s.optional(Ies.CAUSE, ErrorIndication::cause);
		var diagnostics = s.optional(Ies.DIAGNOSTICS, ErrorIndication::diagnostics);
		return (v) -> new ErrorIndication(v.orNull(transaction), v.orNull(request), v.orNull(function), v.orNull(cause),
				v.orNull(diagnostics));
	});

}
