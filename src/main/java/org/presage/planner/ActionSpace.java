package org.presage.planner;

/**
 * The allocations that a cell may be given: whole PRBs inside bounds, no further from the
 * allocation before than the largest step.
 *
 * @param min fewest PRBs, at least 0
 * @param max most PRBs, not below {@code min}
 * @param maxStep largest change from one interval to the next in PRBs; 0 for no limit
 */
public record ActionSpace(int min, int max, int maxStep) {

	public ActionSpace {
		if (min < 0 || max < min) {
			throw new IllegalArgumentException(
					"bounds: expected 0 <= min <= max, found min " + min + " and max " + max);
		}
		if (maxStep < 0) {
			throw new IllegalArgumentException("maxStep: expected 0 (no limit) or more, found " + maxStep);
		}
	}

	/**
	 * The part that lies in both; if they do not meet, the nearest bound of {@code this}.
	 */
	public ActionSpace intersect(int otherMin, int otherMax) {
		int low = Math.clamp(otherMin, this.min, this.max);
		return new ActionSpace(low, Math.max(low, Math.clamp(otherMax, this.min, this.max)), this.maxStep);
	}

	/**
	 * Moves a plan to an admissible one, step by step.
	 * @param plan {@code horizon} allocations from {@code offset} on; overwritten with
	 * whole numbers
	 * @param current allocation in force, NaN if not known
	 */
	public void project(float[] plan, int offset, int horizon, float current) {
		float before = current;
		for (int h = 0; h < horizon; h++) {
			float low = this.min;
			float high = this.max;
			if (this.maxStep > 0 && !Float.isNaN(before)) {
				// Outside the bounds (an operator has just moved them) the way back is
				// taken in whole steps.
				low = Math.max(low, Math.min(before - this.maxStep, high));
				high = Math.min(high, Math.max(before + this.maxStep, low));
			}
			before = Math.round(Math.clamp(plan[offset + h], low, Math.max(low, high)));
			plan[offset + h] = before;
		}
	}

}
