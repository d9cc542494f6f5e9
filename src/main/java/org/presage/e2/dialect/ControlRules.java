/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rc.IdForm;
import org.presage.e2.sm.rc.SliceQuota;

/**
 * How a kind of node carries out PRB quotas, in E2SM-RC and E2SM-CCC. The ratios that are
 * sent always keep dedicated ≤ min ≤ max. Sources: docs/e2.md, "How nodes carry out
 * control".
 *
 * @param ceiling which ratio the node applies, so that it carries the decided PRBs; max
 * if it is missing
 * @param floor which ratio carries the fewest PRBs of a policy; none if it is missing
 * @param least the smallest ratios that the node accepts; 1 for each if it is missing
 * @param sst how E2SM-RC writes an SST; null: as the parameters' numbers have it
 * @param sd how E2SM-RC writes an SD; null: as the parameters' numbers have it
 * @param noSd SD of a slice without one, 6 hexadecimal digits, for nodes that require an
 * SD; null: it is omitted
 * @param groups how many groups of a message the node reads; all if it is missing
 * @param limits what a quota of E2SM-RC limits; the slice if it is missing
 */
public record ControlRules(Ceiling ceiling, Floor floor, Least least, @Nullable IdForm sst, @Nullable IdForm sd,
		@Nullable String noSd, Groups groups, Limits limits) {

	/** As 3GPP TS 28.541 has it: the maximum is the ceiling. */
	public static final ControlRules STANDARD = of(Ceiling.MAX);

	/** For nodes of which it is not known which ratio they apply. */
	public static final ControlRules EVERY_RATIO = of(Ceiling.ALL);

	@SuppressWarnings("ConstantValue")
	public ControlRules {
		ceiling = (ceiling != null) ? ceiling : Ceiling.MAX;
		floor = (floor != null) ? floor : Floor.NONE;
		least = (least != null) ? least : Least.ONE;
		groups = (groups != null) ? groups : Groups.ALL;
		limits = (limits != null) ? limits : Limits.SLICE;
		if (noSd != null && !noSd.matches("[0-9a-fA-F]{6}")) {
			throw new InvalidInputException("control.noSd", "6 hexadecimal digits", noSd);
		}
	}

	private static ControlRules of(Ceiling ceiling) {
		return new ControlRules(ceiling, Floor.NONE, Least.ONE, null, null, null, Groups.ALL, Limits.SLICE);
	}

	/**
	 * The same without a floor: where a quota limits one device's grants, the minimum is
	 * the smallest grant, not a share that is guaranteed.
	 */
	public ControlRules withoutFloor() {
		return new ControlRules(this.ceiling, Floor.NONE, this.least, this.sst, this.sd, this.noSd, this.groups,
				this.limits);
	}

	/** The ratio that a node applies. */
	public enum Ceiling {

		/** The maximum. */
		MAX,
		/** The minimum: the maximum is at least as much, so it is the same number. */
		MIN,
		/** The dedicated ratio: the other two are at least as much. */
		DEDICATED,
		/** Any of them: the same number for each, as for {@link #DEDICATED}. */
		ALL

	}

	/** The ratio that carries the fewest PRBs of a policy. */
	public enum Floor {

		/** No ratio. */
		NONE,
		/** The minimum. */
		MIN,
		/** The dedicated ratio, and so the minimum. */
		DEDICATED

	}

	/** How many groups of one message a node reads. */
	public enum Groups {

		/** All of them. */
		ALL,
		/** The first: each slice needs a message of its own. */
		FIRST

	}

	/** What a quota of E2SM-RC style 2 action 6 limits. */
	public enum Limits {

		/** The slice that it names. */
		SLICE,
		/**
		 * The device that it is addressed to, in downlink and uplink, in percent of the
		 * carrier of the node's first cell.
		 */
		DEVICE

	}

	/**
	 * The smallest ratios that a node accepts, in percent.
	 *
	 * @param dedicated 0 to 100
	 * @param min 0 to 100
	 * @param max 0 to 100
	 */
	public record Least(int dedicated, int min, int max) {

		static final Least ONE = new Least(1, 1, 1);

		public Least {
			for (int ratio : new int[] { dedicated, min, max }) {
				if (ratio < 0 || ratio > 100) {
					throw new InvalidInputException("control.least", "0 to 100 percent", ratio);
				}
			}
		}

		/** The least that the ceiling may be. */
		public int most() {
			return Math.max(this.dedicated, Math.max(this.min, this.max));
		}

	}

	/**
	 * The smallest ratios to send.
	 * @param none whether a policy lets the slice go without any PRBs; otherwise each is
	 * at least 1
	 */
	public Least least(boolean none) {
		Least own = this.least;
		return none ? own : new Least(Math.max(1, own.dedicated), Math.max(1, own.min), Math.max(1, own.max));
	}

	/**
	 * The ratios of a slice.
	 * @param percent most that it may have, at least {@link Least#most}
	 * @param floorPercent fewest that a policy names; 0 without one
	 * @param none whether a policy lets the slice go without any PRBs
	 */
	public SliceQuota quota(Octets plmn, Snssai slice, int percent, int floorPercent, boolean none) {
		Least smallest = least(none);
		int promised = Math.min(percent, floorPercent);
		int dedicated = switch (this.ceiling) {
			case DEDICATED, ALL -> percent;
			case MIN, MAX ->
				(this.floor == Floor.DEDICATED) ? Math.max(promised, smallest.dedicated) : smallest.dedicated;
		};
		int min = switch (this.ceiling) {
			case DEDICATED, ALL, MIN -> percent;
			case MAX -> Math.max(Math.max(dedicated, smallest.min), (this.floor == Floor.MIN) ? promised : 0);
		};
		return new SliceQuota(plmn, slice.sst(), sd(slice), min, percent, dedicated);
	}

	private @Nullable Octets sd(Snssai slice) {
		Octets own = slice.sd();
		return (own == null && this.noSd != null) ? Octets.hex(this.noSd) : own;
	}

}
