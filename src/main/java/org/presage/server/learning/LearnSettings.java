/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.time.Duration;

/**
 * When to train.
 *
 * @param every trains at least so often; 0: never for that reason
 * @param rest at least so long from one training to the next
 * @param daily trainings a day at most
 * @param after an alarm it waits so long for reports of the network as it is now
 * @param limit a training that takes longer is stopped
 */
record LearnSettings(Duration every, Duration rest, int daily, Duration after, Duration limit) {
}
