package org.presage.control;

/**
 * What is done with the decisions for a frame's cell.
 *
 * @param acting whether they are carried out, so that their effect must be seen
 * @param recorded whether the frames are replayed, so that their age says nothing
 * @param minIntervalNs shortest time between two changes of the allocation; 0 for none
 */
public record ControlMode(boolean acting, boolean recorded, long minIntervalNs) {

	/** Carried out at once. */
	public static final ControlMode ACTIVE = new ControlMode(true, false, 0);

	/** Decided and shown, not carried out. */
	public static final ControlMode ADVISORY = new ControlMode(false, false, 0);

	/** About the past. */
	public static final ControlMode RECORDED = new ControlMode(false, true, 0);

	/** Carried out, but not more often than this. */
	public static ControlMode active(long minIntervalNs) {
		return new ControlMode(true, false, minIntervalNs);
	}

}
