package org.presage.planner;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/** Bytes that were allocated. */
final class Allocations {

	private Allocations() {
	}

	static long ofThisThread() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

}
