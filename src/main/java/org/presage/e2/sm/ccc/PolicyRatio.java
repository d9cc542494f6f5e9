/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rc.SliceQuota;

/**
 * O-RRMPolicyRatio: the share of a cell's PRBs that its members get together, 3GPP TS
 * 28.541 clause 4.3.36.
 *
 * @param resource what the ratios are of
 * @param members one to 64 of them
 * @param max ratio that they may not exceed, percent, 0 to 100
 * @param min ratio that they get if they ask, percent, 0 to {@code max}
 * @param dedicated ratio that nobody else gets, percent, 0 to 100
 */
public record PolicyRatio(ResourceType resource, List<PolicyMember> members, int max, int min, int dedicated) {

	public PolicyRatio {
		members = CccControl.some("members", members);
		percent("max", max, 100);
		percent("min", min, max);
		percent("dedicated", dedicated, 100);
	}

	private static void percent(String name, int ratio, int most) {
		if (ratio < 0 || ratio > most) {
			throw new InvalidInputException(name, "0 to " + most + " percent", ratio);
		}
	}

	/** A quota as E2SM-RC has it. */
	public static PolicyRatio of(ResourceType resource, SliceQuota quota) {
		PolicyMember member = new PolicyMember(quota.plmn(), new Snssai(quota.sst(), quota.sd()));
		return new PolicyRatio(resource, List.of(member), quota.max(), quota.min(), quota.dedicated());
	}

	/** The same as quotas of E2SM-RC, one for each member. */
	public List<SliceQuota> quotas() {
		return this.members.stream()
			.map((member) -> new SliceQuota(member.plmn(), member.slice().sst(), member.slice().sd(), this.min,
					this.max, this.dedicated))
			.toList();
	}

}
