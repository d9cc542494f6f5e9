/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.torch;

import org.jspecify.annotations.Nullable;

/**
 * B sequences of T+H frames to learn from, standardised. Position i of a sequence (of its
 * n = T−L+1) is the window that ends at frame L−1+i; its future are the H frames after
 * it.
 *
 * @param sequences B
 * @param steps T
 * @param frames {@code [B, T, F]}, absent values filled in
 * @param mask {@code [B, T, F]}, 1 present, 0 absent
 * @param plans actions in force in the future frames, {@code [B·n, H]}
 * @param targets {@code [B·n, H, Y]}, absent 0
 * @param targetMask {@code [B·n, H, Y]}, 1 where a target counts
 * @param sla {@code [B·n, H]}, 1 met, 0 broken
 * @param slaMask {@code [B·n, H]}, 1 where it could be judged
 * @param outage {@code [B·n, H]}, 1 where nothing was served while data were queued
 * @param outageMask {@code [B·n, H]}, 1 where it could be judged
 * @param announced by neighbours, {@code [B·n, H + 2]}, see
 * {@link org.presage.worldmodel.net.AnnouncedPlans}; empty if nothing is known of them
 * @param exchange messages; null if the network sends none
 */
public record SequenceBatch(int sequences, int steps, float[] frames, float[] mask, float[] plans, float[] targets,
		float[] targetMask, float[] sla, float[] slaMask, float[] outage, float[] outageMask, float[] announced,
		@Nullable Exchange exchange) {
}
