/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

/**
 * Who sends reports: a stream of the gRPC API, or an edge to a RIC. Two are the same only
 * if they are one object. Thread-safe.
 */
public final class ReportSource {

	private final String name;

	private volatile boolean ended;

	/**
	 * @param name in messages, which a client reads too
	 */
	public ReportSource(String name) {
		this.name = name;
	}

	/** It sends no more reports: others may report its cells. */
	public void end() {
		this.ended = true;
	}

	boolean isEnded() {
		return this.ended;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
