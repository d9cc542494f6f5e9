/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The habits that a node has now. Each can be switched while it runs. Thread-safe. */
public final class ControlHabits {

	/** After how long a late answer comes: more than the default time-out of 1 s. */
	public static final long LATE_MS = 1_500;

	/** How long a node stays disconnected after it aborted. */
	public static final long RESTART_MS = 2_000;

	private final Set<ControlHabit> habits = ConcurrentHashMap.newKeySet();

	/** Whether the node has the habit. */
	public boolean has(ControlHabit habit) {
		return this.habits.contains(habit);
	}

	/** Gives the node a habit. */
	public ControlHabits add(ControlHabit habit) {
		this.habits.add(habit);
		return this;
	}

	/** Takes a habit from the node. */
	public void remove(ControlHabit habit) {
		this.habits.remove(habit);
	}

}
