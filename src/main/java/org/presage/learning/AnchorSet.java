/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

/**
 * Windows that are never trained on, so that models can be judged on them: one in ten, by
 * a hash of cell and time, and so the same ones in every run. Time is cut into blocks as
 * long as a window, and the windows of a cell that end in one block are in the set
 * together: single windows would overlap most of the others.
 *
 * @param blockMs duration of the L + H frames of a window, ms
 */
public record AnchorSet(long blockMs) {

	private static final int ONE_IN = 10;

	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	static AnchorSet of(FrameLayout layout) {
		return new AnchorSet(layout.length() * layout.schema().stepMs());
	}

	/**
	 * Whether a window is in the set.
	 * @param slice empty for the whole cell
	 * @param endMs end of its last interval
	 */
	public boolean contains(String node, String cell, String slice, long endMs) {
		long hash = mixed(mixed(mixed(FNV_OFFSET, node), cell), slice);
		return Long.remainderUnsigned(finished(hash + Math.floorDiv(endMs, this.blockMs)), ONE_IN) == 0;
	}

	/**
	 * Whether a window has a frame in common with one that is in the set, or may be: with
	 * any end in a block of the set.
	 */
	public boolean touches(String node, String cell, String slice, long endMs) {
		return contains(node, cell, slice, endMs) || contains(node, cell, slice, endMs - this.blockMs)
				|| contains(node, cell, slice, endMs + this.blockMs);
	}

	/** FNV-1a (Fowler, Noll and Vo), with a separator that no name has. */
	private static long mixed(long hash, String name) {
		long mixed = hash;
		for (int i = 0; i < name.length(); i++) {
			mixed = (mixed ^ name.charAt(i)) * FNV_PRIME;
		}
		return (mixed ^ 0xffff) * FNV_PRIME;
	}

	/** The last step of SplitMix64 (Steele, Lea and Flood, 2014). */
	private static long finished(long value) {
		long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
		z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
		return z ^ (z >>> 31);
	}

}
