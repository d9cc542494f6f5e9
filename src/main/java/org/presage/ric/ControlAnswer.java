/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.presage.control.ControlFeedback;
import org.presage.control.ControlStage;
import org.presage.kpi.CellId;

/** Result of one control. Only the first answer counts. */
public final class ControlAnswer {

	private final CellId cell;

	private final long decisionId;

	private final Consumer<ControlFeedback> receiver;

	private final Runnable next;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * @param cell whose control it is
	 * @param decisionId of the decision that is carried out
	 * @param receiver receives it, once
	 * @param next run after the control has ended
	 */
	public ControlAnswer(CellId cell, long decisionId, Consumer<ControlFeedback> receiver, Runnable next) {
		this.cell = cell;
		this.decisionId = decisionId;
		this.receiver = receiver;
		this.next = next;
	}

	/**
	 * The answer to a control that others follow: an acknowledgement sends the next one,
	 * anything else is the answer to all.
	 */
	ControlAnswer before(Runnable following) {
		return new ControlAnswer(this.cell, this.decisionId, (feedback) -> {
			if (feedback.status() == ControlStage.ACKNOWLEDGED) {
				try {
					following.run();
				}
				catch (RuntimeException ex) {
					// Without an answer the cell would never be controlled again.
					refused(String.valueOf(ex.getMessage()));
				}
			}
			else {
				end(feedback.status(), feedback.cause());
			}
		}, () -> {
		});
	}

	/** The node says that it has done it. */
	public void acknowledged() {
		end(ControlStage.ACKNOWLEDGED, "");
	}

	/** The node, or the RIC, will not do it; or it could not be sent. */
	public void refused(String cause) {
		end(ControlStage.REFUSED, cause);
	}

	/** Nobody has answered. */
	public void timedOut(String detail) {
		end(ControlStage.TIMED_OUT, detail);
	}

	/** It was not sent, and none of the node's doing: nobody is notified. */
	void withdrawn() {
		if (this.ended.compareAndSet(false, true)) {
			this.next.run();
		}
	}

	private void end(ControlStage status, String cause) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		try {
			this.receiver.accept(new ControlFeedback(this.cell, this.decisionId, status, cause));
		}
		finally {
			this.next.run();
		}
	}

}
