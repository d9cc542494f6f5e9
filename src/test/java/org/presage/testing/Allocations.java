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
