package org.presage.e2.ap;

import org.presage.e2.per.Per;
import org.presage.e2.per.PerType;

/** Which part of a procedure a message is. */
public enum Outcome {

	/** initiatingMessage. */
	INITIATING,
	/** successfulOutcome. */
	SUCCESSFUL,
	/** unsuccessfulOutcome. */
	UNSUCCESSFUL;

	/** TriggeringMessage. */
	static final PerType<Outcome> TYPE = Per.closed(Outcome.class);

	/** The alternatives of E2AP-PDU, each of which is the same SEQUENCE. */
	static final PerType<Outcome> ALTERNATIVE = Per.enumerated(Outcome.class);

}
