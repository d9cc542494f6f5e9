/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

/** A message of E2AP. */
public sealed interface E2apMessage permits RicIndication, RicControlRequest, RicControlAcknowledge, RicControlFailure,
		RicSubscriptionRequest, RicSubscriptionResponse, RicSubscriptionFailure, RicSubscriptionDeleteRequest,
		RicSubscriptionDeleteResponse, RicSubscriptionDeleteFailure, ErrorIndication, OtherProcedure {

}
