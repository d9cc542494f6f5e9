/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerReader;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.PerWriter;

/** E2AP-PDU: which message it is, and the message in an open type. */
public final class E2apPdu implements PerType<E2apMessage> {

	/** E2AP-PDU. */
	public static final PerType<E2apMessage> TYPE = new E2apPdu();

	private static final PerType<Integer> PROCEDURE = Per.number(255);

	/** The bits of an open type are those of an OCTET STRING. */
	private static final PerType<Octets> CONTENT = Per.OCTETS;

	private static final List<Part<?>> PARTS = List.of(
			new Part<>(5, ProcedureOutcome.INITIATING, Criticality.IGNORE, RicIndication.class, RicIndication.TYPE),
			new Part<>(4, ProcedureOutcome.INITIATING, Criticality.REJECT, RicControlRequest.class,
					RicControlRequest.TYPE),
			new Part<>(4, ProcedureOutcome.SUCCESSFUL, Criticality.REJECT, RicControlAcknowledge.class,
					RicControlAcknowledge.TYPE),
			new Part<>(4, ProcedureOutcome.UNSUCCESSFUL, Criticality.REJECT, RicControlFailure.class,
					RicControlFailure.TYPE),
			new Part<>(8, ProcedureOutcome.INITIATING, Criticality.REJECT, RicSubscriptionRequest.class,
					RicSubscriptionRequest.TYPE),
			new Part<>(8, ProcedureOutcome.SUCCESSFUL, Criticality.REJECT, RicSubscriptionResponse.class,
					RicSubscriptionResponse.TYPE),
			new Part<>(8, ProcedureOutcome.UNSUCCESSFUL, Criticality.REJECT, RicSubscriptionFailure.class,
					RicSubscriptionFailure.TYPE),
			new Part<>(9, ProcedureOutcome.INITIATING, Criticality.REJECT, RicSubscriptionDeleteRequest.class,
					RicSubscriptionDeleteRequest.TYPE),
			new Part<>(9, ProcedureOutcome.SUCCESSFUL, Criticality.REJECT, RicSubscriptionDeleteResponse.class,
					RicSubscriptionDeleteResponse.TYPE),
			new Part<>(9, ProcedureOutcome.UNSUCCESSFUL, Criticality.REJECT, RicSubscriptionDeleteFailure.class,
					RicSubscriptionDeleteFailure.TYPE),
			new Part<>(2, ProcedureOutcome.INITIATING, Criticality.IGNORE, ErrorIndication.class,
					ErrorIndication.TYPE));

	private E2apPdu() {
	}

	@Override
	public E2apMessage read(PerReader in) {
		ProcedureOutcome outcome = ProcedureOutcome.ALTERNATIVE.read(in);
		int procedure = PROCEDURE.read(in);
		Criticality criticality = Criticality.TYPE.read(in);
		Part<?> part = part(procedure, outcome);
		return (part != null) ? part.message.read(in)
				: new OtherProcedure(procedure, outcome, criticality, CONTENT.read(in));
	}

	private static @Nullable Part<?> part(int procedure, ProcedureOutcome outcome) {
		for (Part<?> part : PARTS) {
			if (part.procedure == procedure && part.outcome == outcome) {
				return part;
			}
		}
		return null;
	}

	@Override
	public void write(PerWriter out, E2apMessage value) {
		if (value instanceof OtherProcedure other) {
			head(out, other.outcome(), other.procedure(), other.criticality());
			CONTENT.write(out, other.content());
			return;
		}
		for (Part<?> part : PARTS) {
			if (part.java.isInstance(value)) {
				part.write(out, value);
				return;
			}
		}
		throw new CodecException(CodecException.NO_OFFSET, "E2AP-PDU", "a described message", value);
	}

	private static void head(PerWriter out, ProcedureOutcome outcome, int procedure, Criticality criticality) {
		ProcedureOutcome.ALTERNATIVE.write(out, outcome);
		PROCEDURE.write(out, procedure);
		Criticality.TYPE.write(out, criticality);
	}

	/** A message of a procedure. */
	private record Part<M extends E2apMessage>(int procedure, ProcedureOutcome outcome, Criticality criticality,
			Class<M> java, PerType<M> message) {

		Part {
			message = Per.open(message);
		}

		void write(PerWriter out, E2apMessage value) {
			head(out, this.outcome, this.procedure, this.criticality);
			this.message.write(out, this.java.cast(value));
		}

	}

}
