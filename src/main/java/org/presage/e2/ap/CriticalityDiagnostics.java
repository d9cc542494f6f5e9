/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * CriticalityDiagnostics: what somebody could not make of a message.
 *
 * @param procedure ProcedureCode, 0 to 255; null if not told
 * @param message which part of it; null if not told
 * @param criticality of the procedure; null if not told
 * @param request the message's; null if not told
 * @param ies the information elements, 1 to 256; null if not told
 */
public record CriticalityDiagnostics(@Nullable Integer procedure, @Nullable ProcedureOutcome message,
		@Nullable Criticality criticality, @Nullable RicRequestId request, @Nullable List<Problem> ies) {

	static final PerType<CriticalityDiagnostics> TYPE = sequence("CriticalityDiagnostics", (s) -> {
		var procedure = s.optional("procedureCode", Per.number(255), CriticalityDiagnostics::procedure);
		var message = s.optional("triggeringMessage", ProcedureOutcome.TYPE, CriticalityDiagnostics::message);
		var criticality = s.optional("procedureCriticality", Criticality.TYPE, CriticalityDiagnostics::criticality);
		var request = s.optional("ricRequestorID", RicRequestId.TYPE, CriticalityDiagnostics::request);
		var ies = s.optional("iEsCriticalityDiagnostics", Per.list(1, 256, Problem.TYPE), CriticalityDiagnostics::ies);
		return (v) -> new CriticalityDiagnostics(v.orNull(procedure), v.orNull(message), v.orNull(criticality),
				v.orNull(request), v.orNull(ies));
	});

	/**
	 * CriticalityDiagnostics-IE-Item.
	 *
	 * @param criticality of the element
	 * @param id of the element, 0 to 65535
	 * @param error 0: not understood, 1: missing; others are of later versions
	 */
	public record Problem(Criticality criticality, int id, int error) {

		private static final PerType<Problem> TYPE = sequence("CriticalityDiagnostics-IE-Item", (s) -> {
			var criticality = s.required("iECriticality", Criticality.TYPE, Problem::criticality);
			var id = s.required("iE-ID", Per.number(65_535), Problem::id);
			var error = s.required("typeOfError", Per.enumerated(2), Problem::error);
			return (v) -> new Problem(v.get(criticality), v.get(id), v.get(error));
		});

	}

}
