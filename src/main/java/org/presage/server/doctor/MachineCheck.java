/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Whether processors, memory and JVM are what the loop wants. */
final class MachineCheck implements Check {

	/** Of the memory; the rest is for ONNX Runtime, buffers, threads and code. */
	private static final double MOST_HEAP = 0.75;

	private static final double LEAST_BYTES = 768e6;

	private final Container container;

	private final Jvm jvm;

	private final int threads;

	/**
	 * What the JVM has.
	 *
	 * @param processors that it uses
	 * @param memoryBytes of the machine
	 * @param heapBytes at most
	 * @param collector of garbage
	 */
	record Jvm(int processors, long memoryBytes, long heapBytes, String collector) {

		static Jvm own() {
			long memory = (ManagementFactory
				.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system)
						? system.getTotalMemorySize() : Long.MAX_VALUE;
			return new Jvm(Runtime.getRuntime().availableProcessors(), memory, Runtime.getRuntime().maxMemory(),
					ManagementFactory.getGarbageCollectorMXBeans()
						.stream()
						.map((collector) -> collector.getName())
						.collect(Collectors.joining(", ")));
		}

	}

	/**
	 * @param threads that are to plan; 0 for one a processor
	 */
	MachineCheck(Container container, Jvm jvm, int threads) {
		this.container = container;
		this.jvm = jvm;
		this.threads = threads;
	}

	@Override
	public String name() {
		return "machine";
	}

	@Override
	public void look(Findings findings) {
		threads(findings);
		quota(findings);
		memory(findings);
		if (this.jvm.collector.contains("ZGC")) {
			findings.ok("garbage is collected by ZGC, beside the loop");
		}
		else {
			findings.warn("garbage is collected by " + this.jvm.collector + " in this JVM, which stops the loop for it",
					"Start the server (and the doctor) with -XX:+UseZGC.");
		}
	}

	private void threads(Findings findings) {
		int used = (this.threads > 0) ? this.threads : this.jvm.processors;
		String found = used + " planning threads, " + this.jvm.processors + " processors";
		if (used > this.jvm.processors) {
			findings.warn(found + ": they take the time from each other",
					"Set presage.loop.threads to 0 or to at most " + this.jvm.processors + '.');
		}
		else {
			findings.ok(found);
		}
	}

	private void quota(Findings findings) {
		OptionalDouble quota = this.container.processors();
		if (quota.isEmpty()) {
			findings.ok("no CPU quota");
			return;
		}
		double processors = quota.getAsDouble();
		String found = String.format(Locale.ROOT, "a CPU quota of %.2f processors", processors);
		long throttled = this.container.throttled();
		if (processors != Math.rint(processors)) {
			findings.warn(found + ", which is not whole: decisions are interrupted until the next period",
					"Ask for whole CPUs, requests equal to limits.");
		}
		else if (throttled > 0) {
			findings.warn(found + ", throttled " + throttled + " times so far",
					"More CPUs, fewer presage.loop.threads, or none of both if it was only while starting.");
		}
		else {
			findings.ok(found);
		}
	}

	private void memory(Findings findings) {
		long most = Math.min(this.jvm.memoryBytes, this.container.memory().orElse(Long.MAX_VALUE));
		double share = (double) this.jvm.heapBytes / most;
		String found = String.format(Locale.ROOT, "a heap of %.1f GB at most, %.0f %% of %.1f GB",
				this.jvm.heapBytes / 1e9, 100 * share, most / 1e9);
		if (share > MOST_HEAP) {
			findings.warn(found + ": ONNX Runtime and buffers are beside it, the process may be killed",
					"-XX:MaxRAMPercentage=60, or more memory.");
		}
		else if (most < LEAST_BYTES) {
			findings.warn(found + ": an idle server has half a GB", "Give it 2 GB.");
		}
		else {
			findings.ok(found);
		}
	}

}
