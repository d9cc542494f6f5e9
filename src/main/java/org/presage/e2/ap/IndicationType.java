/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

/** RICindicationType. */
public enum IndicationType {

	/** Reports what was subscribed to. */
	REPORT,
	/** The node waits for a control message. */
	INSERT

}
