package org.presage.sim.onos;

import org.jspecify.annotations.Nullable;

/** What a peer does wrong. Each can be switched while it runs. */
public final class Faults {

	/** Cause that control is refused with; null to carry it out. */
	volatile @Nullable String refusal;

	/** Whether control is acknowledged and forgotten. */
	volatile boolean ignoresControl;

	/** Whether control is never answered. */
	volatile boolean hangs;

	/** Whether no indication is sent, while the streams stay open. */
	volatile boolean stalls;

	/**
	 * Refuses control with a cause of E2AP's RIC kind, as {@code ACTION_NOT_SUPPORTED};
	 * null to carry it out.
	 */
	public void refuseControl(@Nullable String cause) {
		this.refusal = cause;
	}

	/** Acknowledges control and does nothing. */
	public void ignoreControl(boolean ignores) {
		this.ignoresControl = ignores;
	}

	/** Never answers control. */
	public void hangOnControl(boolean hang) {
		this.hangs = hang;
	}

	/** Sends no indications. */
	public void stall(boolean stall) {
		this.stalls = stall;
	}

}
