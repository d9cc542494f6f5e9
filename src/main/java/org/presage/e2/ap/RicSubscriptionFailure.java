/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.IeContainerType.elements;

/**
 * RICsubscriptionFailure: a node will tell nothing.
 *
 * @param request of the subscription
 * @param function RANfunctionID, 0 to 4095
 * @param cause why; the first action's if there are some
 * @param notAdmitted the actions, at most 16, in version 1, which has no other cause;
 * empty in later ones
 * @param diagnostics what was wrong with the message; null if not told
 */
public record RicSubscriptionFailure(RicRequestId request, int function, Cause cause, List<NotAdmitted> notAdmitted,
		@Nullable CriticalityDiagnostics diagnostics) implements E2apMessage {

	static final PerType<RicSubscriptionFailure> TYPE = elements("RICsubscriptionFailure", (s) -> {
		var request = s.required(Ies.REQUEST, RicSubscriptionFailure::request);
		var function = s.required(Ies.FUNCTION, RicSubscriptionFailure::function);
		var cause = s.optional(Ies.CAUSE.with(Criticality.REJECT),
				(message) -> message.notAdmitted.isEmpty() ? message.cause : null);
		var notAdmitted = s.optional(Ies.NOT_ADMITTED_V1,
				(message) -> message.notAdmitted.isEmpty() ? null : message.notAdmitted);
		var diagnostics = s.optional(Ies.DIAGNOSTICS, RicSubscriptionFailure::diagnostics);
		return (v) -> of(v.get(request), v.get(function), v.orNull(cause), v.orNull(notAdmitted),
				v.orNull(diagnostics));
	});

	public RicSubscriptionFailure {
		cause = notAdmitted.isEmpty() ? cause : notAdmitted.getFirst().cause();
		notAdmitted = List.copyOf(notAdmitted);
	}

	/** As versions from 2 on have it. */
	public RicSubscriptionFailure(RicRequestId request, int function, Cause cause) {
		this(request, function, cause, List.of(), null);
	}

	private static RicSubscriptionFailure of(RicRequestId request, int function, @Nullable Cause cause,
			@Nullable List<NotAdmitted> notAdmitted, @Nullable CriticalityDiagnostics diagnostics) {
		if (cause != null) {
			return new RicSubscriptionFailure(request, function, cause, List.of(), diagnostics);
		}
		if (notAdmitted == null) {
			throw new CodecException(CodecException.NO_OFFSET, "RICsubscriptionFailure",
					"Cause or RICactions-NotAdmitted", "neither");
		}
		return new RicSubscriptionFailure(request, function, Cause.UNSPECIFIED, notAdmitted, diagnostics);
	}

}
