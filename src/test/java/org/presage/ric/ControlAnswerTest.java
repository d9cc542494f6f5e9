/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.control.ControlFeedback;
import org.presage.control.ControlStage;
import org.presage.kpi.CellId;

import static org.assertj.core.api.Assertions.assertThat;

/** The answer to a control of several messages. */
class ControlAnswerTest {

	private final List<ControlFeedback> answers = new ArrayList<>();

	private final List<String> steps = new ArrayList<>();

	private final ControlAnswer whole = new ControlAnswer(new CellId("gnb", "1"), 7, this.answers::add,
			() -> this.steps.add("ended"));

	@Test
	void nextMessageFollowsAnAcknowledgement() {
		ControlAnswer first = this.whole.before(() -> this.steps.add("second"));
		first.acknowledged();
		first.acknowledged();
		assertThat(this.steps).containsExactly("second");
		assertThat(this.answers).isEmpty();
		this.whole.acknowledged();
		assertThat(this.answers).extracting(ControlFeedback::status).containsExactly(ControlStage.ACKNOWLEDGED);
		assertThat(this.steps).containsExactly("second", "ended");
	}

	@Test
	void refusalOfTheFirstMessageIsTheAnswerToAll() {
		ControlAnswer first = this.whole.before(() -> this.steps.add("second"));
		first.refused("misc unspecified");
		assertThat(this.answers).singleElement()
			.isEqualTo(new ControlFeedback(new CellId("gnb", "1"), 7, ControlStage.REFUSED, "misc unspecified"));
		assertThat(this.steps).containsExactly("ended");
	}

	/** Otherwise the cell would wait for an answer for ever. */
	@Test
	void messageThatCannotBeSentIsRefused() {
		ControlAnswer first = this.whole.before(() -> {
			throw new IllegalStateException("not started, or closed");
		});
		first.acknowledged();
		assertThat(this.answers).extracting(ControlFeedback::status).containsExactly(ControlStage.REFUSED);
		assertThat(this.steps).containsExactly("ended");
	}

}
