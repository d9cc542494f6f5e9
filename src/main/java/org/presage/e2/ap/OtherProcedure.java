/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Octets;

/**
 * A message of a procedure that is not described here: setup, reset, service update, and
 * those of later versions.
 *
 * @param procedure ProcedureCode, 0 to 255
 * @param outcome which part of it
 * @param criticality for those who do not know it
 * @param content the message in its open type, as it came
 */
public record OtherProcedure(int procedure, ProcedureOutcome outcome, Criticality criticality,
		Octets content) implements E2apMessage {
}
