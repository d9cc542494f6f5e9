/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;

import static org.assertj.core.api.Assertions.assertThat;

class DecisionRingTest {

	private static KeptDecision kept(long id) {
		return new KeptDecision(id, new Decision(id, new KpiFrame(new CellId("n", "c"), id, id, new float[0]),
				Outcome.NO_MODEL, 1, null, "", 0, 0, "", null, CellIntent.NONE), null, 0);
	}

	private static List<Long> ids(List<KeptDecision> decisions) {
		return decisions.stream().map((each) -> each.decision().id()).toList();
	}

	@Test
	void theNewestStay() {
		DecisionRing ring = new DecisionRing(3);
		ring.keep(kept(1));
		assertThat(ids(ring.newest(9))).containsExactly(1L);
		for (int id = 2; id <= 7; id++) {
			ring.keep(kept(id));
		}
		assertThat(ids(ring.newest(9))).containsExactly(7L, 6L, 5L);
		assertThat(ids(ring.newest(2))).containsExactly(7L, 6L);
		assertThat(ring.find(5)).get().extracting(KeptDecision::timeMs).isEqualTo(5L);
		assertThat(ring.find(4)).isEmpty();
	}

	@Test
	void ringOfNoneKeepsNone() {
		DecisionRing ring = new DecisionRing(0);
		ring.keep(kept(1));
		assertThat(ring.newest(1)).isEmpty();
		assertThat(ring.find(1)).isEmpty();
	}

	@Test
	void severalLoopsKeepAtTheSameTime() throws InterruptedException {
		DecisionRing ring = new DecisionRing(40_000);
		List<Thread> loops = new ArrayList<>();
		for (int loop = 0; loop < 4; loop++) {
			int first = loop * 10_000;
			loops.add(Thread.ofPlatform().start(() -> {
				for (int i = 0; i < 10_000; i++) {
					ring.keep(kept(first + i));
				}
			}));
		}
		for (Thread loop : loops) {
			loop.join();
		}
		assertThat(ids(ring.newest(40_000))).doesNotHaveDuplicates().hasSize(40_000);
	}

}
