/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.Map;
import java.util.stream.Collectors;

import com.google.protobuf.util.Timestamps;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.presage.api.v1.TransitionCount;
import org.presage.api.v1.TransitionResult;
import org.presage.api.v1.UpdateRequest;
import org.presage.api.v1.UpdateResponse;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Frames from outside, in the store of a whole server. */
class OutsideTransitionsTest extends WorldModelFixture {

	private Map<TransitionResult, Integer> update(UpdateRequest.Builder request) {
		return this.stub.update(request.build())
			.getCountsList()
			.stream()
			.collect(Collectors.toMap(TransitionCount::getResult, TransitionCount::getFrames));
	}

	private static double counted(String result) {
		return context.getBean(MeterRegistry.class).get("wm.transitions").tag("result", result).counter().count();
	}

	@Test
	void framesFromOutsideAreKeptAsThoseOfTheLoopAre() {
		double kept = counted("kept");
		int length = TestModels.WINDOW + TestModels.HORIZON;
		UpdateResponse first = this.stub.update(frames("outside", 0, TestModels.WINDOW + length).build());
		assertThat(first.getCountsList()).containsExactly(
				TransitionCount.newBuilder()
					.setResult(TransitionResult.TRANSITION_RESULT_KEPT)
					.setFrames(length)
					.build(),
				TransitionCount.newBuilder()
					.setResult(TransitionResult.TRANSITION_RESULT_SETTLING)
					.setFrames(TestModels.WINDOW)
					.build());
		assertThat(first.getWindows()).isEqualTo(1);
		int next = TestModels.WINDOW + length;
		assertThat(update(frames("outside", next, TestModels.HORIZON))).as("they follow")
			.containsExactly(Map.entry(TransitionResult.TRANSITION_RESULT_KEPT, TestModels.HORIZON));
		assertThat(update(frames("outside", next, TestModels.HORIZON))).as("again")
			.containsExactly(Map.entry(TransitionResult.TRANSITION_RESULT_STALE, TestModels.HORIZON));
		assertThat(update(frames("outside", next + 50, 2))).as("after a gap")
			.containsExactly(Map.entry(TransitionResult.TRANSITION_RESULT_SETTLING, 2));
		assertThat(counted("kept")).isEqualTo(kept + length + TestModels.HORIZON);
	}

	@Test
	void framesThatCannotBeLearntFromAreCounted() {
		UpdateRequest.Builder request = frames("doubtful", 0, TestModels.WINDOW + 4);
		int first = TestModels.WINDOW;
		request.getFramesBuilder(first).setKpis(2, kpi("PRBs", 9999));
		request.getFramesBuilder(first + 1).removeKpis(2);
		request.getFramesBuilder(first + 2).addKpis(kpi("Mystery", 1));
		request.getFramesBuilder(first + 3).setIntervalEnd(request.getFrames(first + 2).getIntervalEnd());
		UpdateResponse answer = this.stub.update(request.build());
		assertThat(answer.getCountsList()).extracting(TransitionCount::getResult)
			.containsExactly(TransitionResult.TRANSITION_RESULT_KEPT, TransitionResult.TRANSITION_RESULT_SETTLING,
					TransitionResult.TRANSITION_RESULT_STALE, TransitionResult.TRANSITION_RESULT_IMPLAUSIBLE,
					TransitionResult.TRANSITION_RESULT_NO_ACTION);
		assertThat(answer.getIgnoredKpisList()).containsExactly("Mystery");
		UpdateRequest.Builder empty = frames("empty", 0, 2 * TestModels.WINDOW);
		empty.getFramesBuilderList().forEach((frame) -> frame.clearKpis().addKpis(kpi("PRBs", 20)));
		assertThat(update(empty)).containsEntry(TransitionResult.TRANSITION_RESULT_BLIND, TestModels.WINDOW + 1);
	}

	@Test
	void badFramesAreNamedAndNothingIsTaken() throws InterruptedException {
		assertInvalid(() -> update(frames("wrong", 0, 0)), "frames: expected 1 to 1024, found 0");
		assertInvalid(() -> update(frames("wrong", 0, 1025)), "frames: expected 1 to 1024, found 1025");
		assertInvalid(() -> update(frames("", 0, 1)), "cell.name: expected 1 to 128 characters, found none");
		UpdateRequest.Builder wrong = frames("wrong", 0, 3);
		wrong.getFramesBuilder(1).setKpis(0, kpi("SINR", Double.NaN));
		assertInvalid(() -> update(wrong), "frames[1].kpis[SINR].value: expected a finite number");
		UpdateRequest.Builder timeless = frames("wrong", 0, 3);
		timeless.getFramesBuilder(2).clearIntervalEnd();
		assertInvalid(() -> update(timeless), "frames[2].interval_end: expected a time after 1970, found none");
		UpdateRequest.Builder future = frames("wrong", 0, 1);
		future.getFramesBuilder(0).setIntervalEnd(Timestamps.fromSeconds(250_000_000_000L));
		assertInvalid(() -> update(future), "frames[0].interval_end: expected at most 5000 ms after now");
		assertThat(update(frames("wrong", 0, 1))).as("the first one that is taken")
			.containsExactly(Map.entry(TransitionResult.TRANSITION_RESULT_SETTLING, 1));
		reports("reporting", 2);
		assertThatThrownBy(() -> update(frames("reporting", 0, 1)))
			.hasMessage("FAILED_PRECONDITION: cell: expected one that does not report to this server, found node "
					+ "\"node\" cell \"reporting\"");
	}

}
