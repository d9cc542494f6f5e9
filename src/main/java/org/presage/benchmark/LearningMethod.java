/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.Locale;

import org.presage.offline.rivals.ControlTask;
import org.presage.offline.rivals.PolicyLearner;
import org.presage.offline.rivals.Ppo;
import org.presage.offline.rivals.PpoSettings;
import org.presage.offline.rivals.Sac;
import org.presage.offline.rivals.SacSettings;

/** How a policy is learnt without a world model. */
enum LearningMethod {

	/** {@link Ppo}, from the samples of its present policy alone. */
	PPO {
		@Override
		PolicyLearner learner(ControlTask task, int samples, long seed) {
			return new Ppo(task, PpoSettings.of(samples, seed));
		}
	},
	/** {@link Sac}, from all samples. */
	SAC {
		@Override
		PolicyLearner learner(ControlTask task, int samples, long seed) {
			return new Sac(task, SacSettings.of(samples, seed));
		}
	};

	/** Name of the policy in tables. */
	String policy() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Learns with the settings that fit {@link SimulatedTask}.
	 * @param samples steps of all agents together, 1 or more
	 */
	abstract PolicyLearner learner(ControlTask task, int samples, long seed);

}
