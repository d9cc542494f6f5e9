/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

/**
 * Keys of what a log line concerns; structured logs show them as fields. None is ever
 * that of a device.
 */
public final class LogKeys {

	/** E2 node, cell and slice, as {@code node/cell/slice}. */
	public static final String CELL = "presage.cell";

	/** E2 node. */
	public static final String NODE = "presage.node";

	/** Number of a decision. */
	public static final String DECISION = "presage.decision";

	/** Version of a model. */
	public static final String MODEL = "presage.model";

	private LogKeys() {
	}

}
