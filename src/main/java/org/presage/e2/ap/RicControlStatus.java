/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

/** RICcontrolStatus: the result of a control message, in version 1 only. */
public enum RicControlStatus {

	/** It was carried out. */
	SUCCESS,
	/** The node refused it. */
	REJECTED,
	/** It did not work. */
	FAILED

}
