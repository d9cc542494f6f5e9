/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import org.jspecify.annotations.Nullable;

/**
 * Takes what the A1 mediator sends, in JSON. Called by one thread, which may wait.
 */
public interface PolicyInbox {

	/**
	 * Takes a request, A1_POLICY_REQ.
	 * @param subscription of the RMR header: mediators differ in it
	 * @return the answer, A1_POLICY_RESP; null for none
	 */
	byte @Nullable [] received(int subscription, byte[] request);

	/** What has all policies sent again, A1_POLICY_QUERY. */
	byte[] query();

}
