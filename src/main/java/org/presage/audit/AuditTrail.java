/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.nio.file.Path;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.base.Clock;
import org.presage.control.ControlSettings;
import org.presage.control.Decision;
import org.presage.control.DecisionRecorder;
import org.presage.control.PlanInputs;

/** Keeps decisions in memory, in a file, in both or nowhere. Never blocks the loop. */
public final class AuditTrail implements DecisionRecorder, AutoCloseable {

	private final Clock clock;

	private final DecisionRing ring;

	private final @Nullable DecisionFile file;

	private final String settings;

	private AuditTrail(Clock clock, DecisionRing ring, @Nullable DecisionFile file, String settings) {
		this.clock = clock;
		this.ring = ring;
		this.file = file;
		this.settings = settings;
	}

	/**
	 * @param decisions kept in memory, 0 or more
	 * @param file that they are written to; null for none
	 * @param used settings of all decisions
	 * @param dropped counts those that could not be written
	 * @throws InvalidInputException if the file cannot be written
	 */
	public static AuditTrail open(int decisions, @Nullable Path file, ControlSettings used, Clock clock,
			Counter dropped) {
		String settings = RecordedSettings.json(used);
		DecisionFile opened = (file != null) ? DecisionFile.open(file, settings, clock, dropped) : null;
		if (opened != null) {
			opened.start();
		}
		return new AuditTrail(clock, new DecisionRing(decisions), opened, settings);
	}

	/** What is kept in memory. */
	public DecisionRing ring() {
		return this.ring;
	}

	/** Settings of all decisions, see {@link RecordedSettings}. */
	public String settings() {
		return this.settings;
	}

	@Override
	public boolean wantsInputs() {
		return this.file != null || this.ring.capacity() > 0;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs inputs, int slice) {
		KeptDecision kept = new KeptDecision(this.clock.epochMillis(), decision, inputs, slice);
		this.ring.keep(kept);
		if (this.file != null) {
			this.file.keep(kept);
		}
	}

	@Override
	public void close() {
		if (this.file != null) {
			this.file.close();
		}
	}

}
