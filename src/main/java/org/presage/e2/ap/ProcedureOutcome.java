/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

/** Which part of a procedure a message is. */
public enum ProcedureOutcome {

	/** initiatingMessage. */
	INITIATING,
	/** successfulOutcome. */
	SUCCESSFUL,
	/** unsuccessfulOutcome. */
	UNSUCCESSFUL;

	/** TriggeringMessage. */
	static final PerType<ProcedureOutcome> TYPE = Per.closed(ProcedureOutcome.class);

	/** The alternatives of E2AP-PDU, each of which is the same SEQUENCE. */
	static final PerType<ProcedureOutcome> ALTERNATIVE = Per.enumerated(ProcedureOutcome.class);

}
