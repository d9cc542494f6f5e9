/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/** Bytes that were allocated. */
public final class Allocations {

	private Allocations() {
	}

	public static long ofThisThread() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

}
