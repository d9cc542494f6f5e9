/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

/**
 * What a policy's ratios are ratios of. srsRAN takes a control of {@link #PRB_DL} or
 * {@link #PRB_UL} only.
 */
public enum ResourceType {

	/** PRBs of both directions. */
	PRB,
	/** PRBs of the downlink. */
	PRB_DL,
	/** PRBs of the uplink. */
	PRB_UL

}
